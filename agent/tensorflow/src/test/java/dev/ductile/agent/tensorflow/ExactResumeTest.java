package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training that is stopped anywhere and goes on from its checkpoint ends as if never stopped. */
class ExactResumeTest {
  private StoppedTraining training;

  @BeforeEach
  void setUp(@TempDir Path folder) {
    training = new StoppedTraining(folder);
  }

  /** Interventions edit several times between the stops, draw, and keep state of their own. */
  @Test
  void resumedTrainingGoesOnWithItsInterventions() throws IOException {
    String edits =
        "redo=0.5:period-updates=9:steps=clear,shrink-and-perturb=0.9:at-frames=900+1700,"
            + "l2-init=1e-4";
    resumedTrainingEndsAsIfNeverStopped(
        StoppedTraining.config("dqn", null, "run.schedule=OVERLAPPED", "interventions=" + edits));
  }

  /** Utilities, ages and counts of units; running statistics that they and the tortoise share. */
  @Test
  void resumedTrainingGoesOnReplacingUnits() throws IOException {
    Map<String, String> end =
        small(
            "interventions=continual-backprop=0.01:maturity-updates=5:utility="
                + "adaptable-contribution,reset=1:period-updates=20,"
                + "hare-and-tortoise=0.9:period-updates=15",
            "network.normalization=BATCH_NORM",
            "learning.targetUpdatePeriodUpdates=0");
    assertThat(end.get("variable intervention/continual-backprop/replaced"))
        .as("something was replaced")
        .isNotNull()
        .isNotEqualTo(StoppedTraining.sha256(0));
  }

  /** θ₀ and scales of one, the average of the other; momentum that is no Adam's. */
  @Test
  void resumedTrainingGoesOnWithItsUpdateRules() throws IOException {
    Map<String, String> end =
        small(
            "interventions=polyak=0.05,trac=0.01",
            "learning.targetUpdatePeriodUpdates=0",
            "optimizer.kind=MUON");
    assertThat(end.keySet())
        .contains("variable intervention/trac/sigma", "variable optimizer/hidden.weight/momentum");
  }

  /** Ages, counts and thresholds; filters put back to isometries. */
  @Test
  void resumedTrainingGoesOnBeginningUnitsAnew() throws IOException {
    Map<String, String> end =
        small(
            "interventions=snr=0.9:period-updates=7:longest-examples=200:shortest-examples=64,"
                + "fire:period-updates=30:target=keep");
    assertThat(end.keySet()).contains("variable intervention/snr/hidden/gaps");
  }

  /** Magnitudes of the last gradients, a count that begins again; young transitions preferred. */
  @Test
  void resumedTrainingGoesOnRecyclingByGradients() throws IOException {
    Map<String, String> end =
        small(
            "interventions=regrama=0.3:period-updates=11:outgoing=zero:steps=clear",
            "replay.ageDecaySteps=40");
    assertThat(end.get("variable intervention/regrama/recycled"))
        .as("something was recycled")
        .isNotNull()
        .isNotEqualTo(StoppedTraining.sha256(0));
  }

  /** The stop is before or after the injection; heads, gate and moments go on. */
  @Test
  void resumedTrainingGoesOnAcrossAnInjection() throws IOException {
    Map<String, String> end =
        small("interventions=injection=800,l2-init=1e-4", "network.injection=true");
    assertThat(end)
        .containsEntry("variable intervention/injection/injected", StoppedTraining.sha256(1));
  }

  /**
   * Stops are between rollouts, of which checkpoints hold nothing; in the last one the training
   * would end before it stops.
   */
  @Test
  void resumedTrainingGoesOnWithRollouts() throws IOException {
    int rollout = 12;
    RunConfig config =
        StoppedTraining.config(
            "pqn",
            null,
            "rollout.stepsPerEnvironment=" + rollout,
            "learning.targetUpdatePeriodUpdates=0",
            "interventions=redo=0.5:period-updates=20,l2-init=1e-4");
    resumedTrainingEndsAsIfNeverStopped(
        config, random -> stops(random, StoppedTraining.STEPS - rollout));
  }

  /** Half as long on small screens, stopped once; what it ends with. */
  private Map<String, String> small(String... more) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("env.screenSize=24", "run.frames=" + StoppedTraining.FRAMES / 2));
    all.addAll(List.of(more));
    RunConfig config = StoppedTraining.config("dqn", null, all.toArray(new String[0]));
    return resumedTrainingEndsAsIfNeverStopped(
        config, random -> random.ints(1, 30, StoppedTraining.STEPS / 2));
  }

  @ParameterizedTest
  @CsvSource({
    "dqn, , SERIAL, 4",
    "rainbow, kaixhin, OVERLAPPED, 7",
    "rainbow, dopamine-full, OVERLAPPED, 1",
    "iqn, dopamine, OVERLAPPED, 2"
  })
  void resumedTrainingEndsAsIfNeverStopped(
      String agent, String preset, String schedule, int updatePeriodSteps) throws IOException {
    RunConfig config =
        StoppedTraining.config(
            agent,
            preset,
            "run.schedule=" + schedule,
            "learning.updatePeriodSteps=" + updatePeriodSteps);
    resumedTrainingEndsAsIfNeverStopped(config);
  }

  private void resumedTrainingEndsAsIfNeverStopped(RunConfig config) throws IOException {
    resumedTrainingEndsAsIfNeverStopped(config, random -> stops(random, StoppedTraining.STEPS));
  }

  /** Before the first step, and two of the others before {@code end}. */
  private static IntStream stops(Random random, int end) {
    return IntStream.concat(IntStream.of(0), random.ints(2, 1, end).sorted());
  }

  /**
   * Stops and goes on.
   *
   * @param chosen vector steps to stop after, in order
   * @return what the training ends with
   */
  private Map<String, String> resumedTrainingEndsAsIfNeverStopped(
      RunConfig config, Function<Random, IntStream> chosen) throws IOException {
    Map<String, String> wanted = StoppedTraining.straight(config);
    long seed = new Random().nextLong();
    int[] stops = chosen.apply(new Random(seed)).toArray();
    for (int stop : stops) {
      try (Trainer trainer = StoppedTraining.open(config)) {
        training.resume(config, trainer);
        assertThat(StoppedTraining.train(trainer, training.checkpoints(config, trainer), stop))
            .as("ended before it stopped at %d, seed %d", stop, seed)
            .isFalse();
        training.save(config, trainer);
      }
    }
    try (Trainer trainer = StoppedTraining.open(config)) {
      training.resume(config, trainer);
      assertThat(StoppedTraining.train(trainer, null, Integer.MAX_VALUE)).isTrue();
      assertThat(StoppedTraining.dump(trainer))
          .as(
              "%s %s, seed %d, stops %s",
              config.agent(), config.interventions(), seed, Arrays.toString(stops))
          .isEqualTo(wanted);
    }
    return wanted;
  }

  @Test
  void framesMayBeKeptInAnotherWayAfterAResume() throws IOException {
    RunConfig raw = StoppedTraining.config("dqn", null);
    RunConfig compressed = StoppedTraining.config("dqn", null, "replay.storage=LZ4");
    Map<String, String> wanted = StoppedTraining.straight(raw);
    try (Trainer trainer = StoppedTraining.open(compressed)) {
      StoppedTraining.train(trainer, null, StoppedTraining.STEPS / 2);
      training.save(compressed, trainer);
    }
    try (Trainer trainer = StoppedTraining.open(raw)) {
      training.resume(raw, trainer);
      StoppedTraining.train(trainer, null, Integer.MAX_VALUE);
      assertThat(StoppedTraining.dump(trainer)).isEqualTo(wanted);
    }
  }

  /** What fails in the middle of an overlapped round leaves nothing running behind it. */
  @Test
  void aFailureWaitsForTheUpdatesThatRun() {
    RunConfig config =
        StoppedTraining.config("dqn", null, "run.schedule=OVERLAPPED", "replay.batchSize=64");
    try (Trainer trainer = StoppedTraining.open(config)) {
      TrainingListener failing =
          new TrainingListener() {
            @Override
            public void onEpisode(Counters counters, Episode episode) {
              if (counters.updates() > 0) {
                throw new OutputException("full");
              }
            }
          };
      assertThatThrownBy(() -> trainer.run(failing, () -> false))
          .isInstanceOf(OutputException.class)
          .hasMessage("full");
      String hash = trainer.learner().parametersSha256();
      assertThat(trainer.learner().parametersSha256()).isEqualTo(hash);
      assertThat(Thread.getAllStackTraces().entrySet())
          .filteredOn(entry -> entry.getKey().getName().equals("ductile-update"))
          .allSatisfy(
              entry ->
                  assertThat(entry.getValue())
                      .noneMatch(frame -> frame.getMethodName().equals("compute")));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().equals("ductile-update"))
        .allSatisfy(
            thread -> {
              thread.join(10_000);
              assertThat(thread.isAlive()).isFalse();
            });
  }
}

package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.env.rom.RomStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measuring leaves training alone, and goes on after a resume as if never stopped. */
class MeasuredTrainingTest {
  private static final String ALL = "measurement.names=all";
  private static final String[] MEASURED = {
    ALL, "measurement.periodFrames=400", "measurement.batch=16", "measurement.probeSteps=3"
  };

  @TempDir private Path folder;

  private static RunConfig config(String agent, String preset, String schedule, String... more) {
    List<String> all = new ArrayList<>(List.of("run.schedule=" + schedule));
    all.addAll(List.of(more));
    return StoppedTraining.config(agent, preset, all.toArray(String[]::new));
  }

  private static Trainer open(RunConfig config) {
    return new Trainer(config, new TensorFlowEngine(), RomStore.standard(), List.of());
  }

  /** Trains and collects what is measured, costs aside. */
  private static boolean train(Trainer trainer, long frames, Map<Long, Map<String, Double>> log) {
    return trainer.run(
        new TrainingListener() {
          @Override
          public void onMeasurement(Counters counters, Map<String, Double> values) {
            Map<String, Double> kept = new LinkedHashMap<>(values);
            kept.keySet().removeIf(name -> name.startsWith("plasticity/seconds/"));
            log.put(counters.frames(), kept);
          }
        },
        () -> trainer.counters().frames() >= frames);
  }

  @ParameterizedTest
  @CsvSource({"dqn, , SERIAL", "rainbow, kaixhin, OVERLAPPED"})
  void trainingEndsTheSame(String agent, String preset, String schedule) {
    Map<Long, Map<String, Double>> log = new LinkedHashMap<>();
    String plain;
    try (Trainer trainer = open(config(agent, preset, schedule))) {
      assertThat(train(trainer, Long.MAX_VALUE, log)).isTrue();
      plain = trainer.learner().parametersSha256();
    }
    assertThat(log).isEmpty();
    try (Trainer trainer = open(config(agent, preset, schedule, MEASURED))) {
      assertThat(train(trainer, Long.MAX_VALUE, log)).isTrue();
      assertThat(trainer.learner().parametersSha256()).isEqualTo(plain);
    }
    assertThat(log).hasSizeBetween(5, 6);
    assertThat(log.values())
        .allSatisfy(values -> assertThat(values).containsKey("plasticity/dormant@0/total"));
  }

  @Test
  void aResumedTrainingMeasuresTheSame() {
    RunConfig config = config("rainbow", "kaixhin", "SERIAL", MEASURED);
    Map<Long, Map<String, Double>> straight = new LinkedHashMap<>();
    try (Trainer trainer = open(config)) {
      assertThat(train(trainer, Long.MAX_VALUE, straight)).isTrue();
    }
    Map<Long, Map<String, Double>> resumed = new LinkedHashMap<>();
    try (Trainer trainer = open(config)) {
      assertThat(train(trainer, 1000, resumed)).isFalse();
      new TrainingCheckpoints(folder, config, trainer, 2, 100).write(Map.of());
    }
    try (Trainer trainer = open(config)) {
      List<String> warnings = new ArrayList<>();
      new TrainingCheckpoints(folder, config, trainer, 2, 100)
          .restore(TrainingCheckpoints.newest(folder, warnings).orElseThrow());
      assertThat(warnings).isEmpty();
      assertThat(train(trainer, Long.MAX_VALUE, resumed)).isTrue();
    }
    assertThat(resumed).isEqualTo(straight);
  }
}

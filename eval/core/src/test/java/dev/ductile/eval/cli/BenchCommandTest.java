package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir private Path home;

  private JsonNode update(String... more) throws Exception {
    String[] args = new String[more.length + 8];
    String[] first = {"bench", "update", "--json", "--set", "replay.batchSize=2"};
    System.arraycopy(first, 0, args, 0, first.length);
    String[] small = {"--set", "network.hiddenUnits=8", "--set=run.engineThreads=1"};
    System.arraycopy(small, 0, args, first.length, small.length);
    System.arraycopy(more, 0, args, 8, more.length);
    CapturedCommand command = CapturedCommand.run(home, args);
    assertThat(command.code()).as(command.err()).isZero();
    return new ObjectMapper().readTree(command.out());
  }

  @Test
  void updateIsTimedBesideItselfWithoutInterventions() throws Exception {
    JsonNode with = update("--with", "layer-norm,weight-decay=1e-5");
    assertThat(with.get("interventions").asText()).contains("layer-norm", "weight-decay");
    assertThat(with.get("updateMilliseconds").asDouble()).isPositive();
    assertThat(with.get("updateMillisecondsWithout").asDouble()).isPositive();
    assertThat(with.get("updateRatio").asDouble()).isPositive();
  }

  @Test
  void updateWithoutInterventionsComparesNothing() throws Exception {
    JsonNode plain = update();
    assertThat(plain.get("interventions").asText()).isEmpty();
    assertThat(plain.has("updateRatio")).isFalse();
  }

  @Test
  void aStartIsTimedToItsFirstStepAndLeavesNothing() throws Exception {
    CapturedCommand command =
        CapturedCommand.run(home, "bench", "start", "--json", "--set=network.hiddenUnits=8");
    assertThat(command.code()).as(command.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(command.out());
    double opened = figures.get("secondsToOpenRun").asDouble();
    assertThat(figures.get("secondsToCommand").asDouble()).isPositive().isLessThan(opened);
    assertThat(figures.get("secondsToFirstStep").asDouble()).isGreaterThanOrEqualTo(opened);
    assertThat(home.resolve("runs")).doesNotExist();
  }

  @Test
  void aProfileTellsWhereTheTimeGoes() throws Exception {
    JsonNode profile = update("--profile").get("profile");
    assertThat(profile.get("reachedGigaflops").asDouble()).isPositive();
    assertThat(profile.get("reachedGigabytesPerSecond").asDouble()).isPositive();
    for (String function : List.of("update", "act")) {
      double flops = 0;
      for (JsonNode operation : profile.get(function)) {
        assertThat(operation.get("count").asDouble()).isPositive();
        flops +=
            operation.get("gigaflops").asDouble(0) * operation.get("milliseconds").asDouble() * 1e6;
      }
      assertThat(flops).as(function).isGreaterThan(1e7);
    }
    CapturedCommand text =
        CapturedCommand.run(home, "bench", "update", "--profile", "--set=network.hiddenUnits=8");
    assertThat(text.out())
        .contains("GFLOP/s here, a large copy", "\nupdate: ", "\nacting on one observation: ")
        .containsPattern("\\| .*Conv2D \\[32, 20, 20, 32\\] \\| \\d");
  }

  @Test
  void trainIsTimedInEitherSchedule() throws Exception {
    for (String schedule : List.of("serial", "overlapped")) {
      List<String> line =
          new ArrayList<>(List.of("bench", "train", "--json", "--steps=900", "--schedule"));
      line.add(schedule);
      for (String setting :
          List.of(
              "network.torso=MLP",
              "network.hiddenUnits=8",
              "replay.minimumTransitions=100",
              "run.engineThreads=1")) {
        line.addAll(List.of("--set", setting));
      }
      CapturedCommand command = CapturedCommand.run(home, line.toArray(new String[0]));
      assertThat(command.code()).as(command.err()).isZero();
      JsonNode figures = new ObjectMapper().readTree(command.out());
      assertThat(figures.get("schedule").asText()).isEqualTo(schedule);
      double steps = figures.get("agentStepsPerSecond").asDouble();
      assertThat(figures.get("framesPerSecond").asDouble()).isEqualTo(4 * steps);
      assertThat(figures.get("updateMilliseconds").asDouble()).isPositive();
      assertThat(figures.get("updateShareOfTime").asDouble()).isBetween(0.0, 1.0);
    }
  }

  /** By which bench all knows whether a training in bfloat16 is one. */
  @Test
  void trainAndUpdateAgreeOnWhatIsComputedInBfloat16() throws Exception {
    List<Boolean> told = new ArrayList<>();
    for (String what : List.of("train", "update")) {
      List<String> line = new ArrayList<>(List.of("bench", what, "--json"));
      for (String setting :
          List.of("run.bfloat16=true", "network.hiddenUnits=8", "replay.minimumTransitions=100")) {
        line.addAll(List.of("--set", setting));
      }
      if (what.equals("train")) {
        line.add("--steps=100"); // the least there may be
      }
      CapturedCommand command = CapturedCommand.run(home, line.toArray(new String[0]));
      assertThat(command.code()).as(command.err()).isZero();
      JsonNode figures = new ObjectMapper().readTree(command.out());
      assertThat(figures.get("bfloat16").isBoolean()).as(what).isTrue();
      told.add(figures.get("bfloat16").asBoolean());
    }
    assertThat(told.get(0)).isEqualTo(told.get(1));
  }

  @Test
  void aTrainingOfRolloutsIsTimedOverOneAtLeast() {
    CapturedCommand command =
        CapturedCommand.run(home, "bench", "train", "--agent=pqn", "--steps=511");
    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("--steps 511 is not possible: use 512 or more");
  }

  /** Frames of the game are stored as the run would store them, and what that takes is told. */
  @Test
  void replayTakesWhatTheGamesFramesTake() throws Exception {
    Map<String, Long> bytes = new TreeMap<>();
    for (String storage : List.of("raw", "lz4")) {
      CapturedCommand command =
          CapturedCommand.run(
              home,
              "bench",
              "replay",
              "--json",
              "--agent=rainbow",
              "--set=replay.capacityTransitions=5000",
              "--set=replay.storage=" + storage);
      assertThat(command.code()).as(command.err()).isZero();
      JsonNode figures = new ObjectMapper().readTree(command.out());
      assertThat(figures.get("game").asText()).isEqualTo("volley");
      assertThat(figures.get("storage").asText()).startsWith(storage);
      assertThat(figures.get("sample32Microseconds").asDouble()).isPositive();
      bytes.put(storage, figures.get("frameStoreBytes").asLong());
      assertThat(figures.get("peakResidentBytes").asLong()).isGreaterThan(bytes.get(storage));
    }
    assertThat(bytes.get("raw")).isEqualTo(5000L * 7056);
    assertThat(bytes.get("lz4")).isLessThan(bytes.get("raw") / 4);
  }

  /** What is told beside the rate is what bare acts would reach, and how far it is away. */
  @Test
  void environmentsAreComparedWithBareActs() throws Exception {
    CapturedCommand command =
        CapturedCommand.run(home, "bench", "env", "--json", "--steps=64", "--repeats=1");
    assertThat(command.code()).as(command.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(command.out());
    double over = 1 + figures.get("overheadPercent").asDouble() / 100;
    assertThat(figures.get("bareActStepsPerSecond").asDouble())
        .isCloseTo(over * figures.get("agentStepsPerSecond").asDouble(), withinPercentage(0.1));
  }
}

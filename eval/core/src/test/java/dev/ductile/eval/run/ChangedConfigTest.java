package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.stored.LoadedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A {@code config.yaml} that was edited after the training: what differs is known. */
class ChangedConfigTest {
  @TempDir static Path scratch;
  private static Path run;
  private static String written;

  @BeforeAll
  static void train() throws IOException {
    run = scratch.resolve("run");
    try (TrainingRun training =
        TrainingRun.begin(
            TinyTraining.settings("run.frames=400", "evaluation.finalEpisodes=0"),
            RunFolder.create(run),
            RomStore.standard())) {
      training.run(() -> false);
    }
    written = Files.readString(run.resolve("config.yaml"));
  }

  /** Puts another value for a key and says what is found different. */
  private static List<String> changes(String key, String from, String to) throws IOException {
    String line = "(?m)^(.*\\b" + key + ": \"?)" + from + "\\b";
    String edited = written.replaceFirst(line, "$1" + to);
    assertThat(edited).as(key).isNotEqualTo(written);
    Files.writeString(run.resolve("config.yaml"), edited);
    try (LoadedRun loaded = LoadedRun.open(run, RomStore.standard(), List.of(1))) {
      return loaded.changes();
    } finally {
      Files.writeString(run.resolve("config.yaml"), written);
    }
  }

  @Test
  void whatDecidesHowItPlaysIsNamed() throws IOException {
    assertThat(changes("frameSkip", "4", "2")).containsExactly("env.frameSkip was 4, now 2");
    assertThat(changes("stickyActionProbability", "0.25", "0.5"))
        .containsExactly("env.stickyActionProbability was 0.25, now 0.5");
    assertThat(changes("activation", "RELU", "TANH"))
        .containsExactly("network.activation was RELU, now TANH");
  }

  @Test
  void whatOnlyConcernsTrainingIsNot() throws IOException {
    assertThat(changes("batchSize", "8", "16")).isEmpty();
    assertThat(changes("frames", "400", "800")).isEmpty();
  }

  @Test
  void aNetworkThatDoesNotFitIsRefusedWithTheReason() {
    assertThatThrownBy(() -> changes("hiddenUnits", "16", "32"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("network.hiddenUnits was 16, now 32")
        .hasMessageContaining("config.yaml was changed since checkpoint-000000000400.ductile");
  }
}

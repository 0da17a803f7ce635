package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
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
}

package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.env.config.ActionSet;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.trace.TraceListener;
import dev.ductile.env.trace.TraceRow;
import dev.ductile.env.trace.TraceRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The whole pipeline against traces recorded with gymnasium's AtariPreprocessing: every reward,
 * flag, life count and observation. Runs every file of the folder that {@code ductile.goldens}
 * names.
 */
class PreprocessedGoldenTest {
  @TestFactory
  Stream<DynamicTest> everyPreprocessedTraceIsMetExactly() throws IOException {
    Path folder = Path.of(System.getProperty("ductile.goldens", "../shared/goldens"), "env");
    assumeTrue(Files.isDirectory(folder), () -> "no recorded traces in " + folder);
    List<DynamicTest> tests = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      JsonNode golden = new ObjectMapper().readTree(file.toFile());
      for (JsonNode trace : golden.path("preprocessed")) {
        String name = golden.get("game").asText() + " seed " + trace.get("reset_seed").asInt();
        tests.add(DynamicTest.dynamicTest(name, () -> check(golden, trace)));
      }
    }
    assertThat(tests).as("traces in " + folder).isNotEmpty();
    return tests.stream();
  }

  private static void check(JsonNode golden, JsonNode trace) {
    EnvConfig config = config(golden.get("game").asText(), trace);
    TestGames.assumeInstalled(config.game());
    int[] actions = ints(trace.get("actions"));
    try (AtariEnv env = AtariEnv.open(config, 0, 0)) {
      assertThat(env.actionMeanings()).isEqualTo(texts(trace.get("action_meanings")));
      Map<Integer, Long> resets = new LinkedHashMap<>();
      JsonNode steps = trace.get("steps");
      TraceRunner.run(
          env,
          actions,
          new TraceListener() {
            @Override
            public void row(TraceRow row) {
              assertThat(row).isEqualTo(expected(row.step(), actions, steps.get(row.step())));
            }

            @Override
            public void reset(int afterStep, long crc32) {
              resets.put(afterStep, crc32);
            }
          });
      assertThat(resets.remove(-1)).isEqualTo(trace.get("first_obs_crc32").asLong());
      Map<Integer, Long> expected = new LinkedHashMap<>();
      trace.get("resets").forEach(r -> expected.put(r.get(0).asInt(), r.get(1).asLong()));
      assertThat(resets).isEqualTo(expected);
    }
  }

  private static EnvConfig config(String game, JsonNode trace) {
    Map<String, Object> overrides = new LinkedHashMap<>();
    overrides.put("stickyActionProbability", trace.get("repeat_action_probability").asDouble());
    overrides.put("frameSkip", trace.get("frame_skip").asInt());
    overrides.put("noOpsMin", Math.min(1, trace.get("noop_max").asInt()));
    overrides.put("noOpsMax", trace.get("noop_max").asInt());
    overrides.put("screenSize", trace.get("screen_size").asInt());
    assertThat(trace.get("grayscale").asBoolean()).as("only grey traces are supported").isTrue();
    overrides.put(
        "lifeLoss",
        trace.get("terminal_on_life_loss").asBoolean() ? LifeLoss.FULL_RESET : LifeLoss.IGNORED);
    overrides.put(
        "actionSet",
        trace.get("full_action_space").asBoolean() ? ActionSet.FULL : ActionSet.MINIMAL);
    return EnvPresets.config("gymnasium", game, overrides);
  }

  private static TraceRow expected(int step, int[] actions, JsonNode row) {
    return new TraceRow(
        step,
        actions[step],
        row.get(0).asDouble(),
        row.get(1).asInt() != 0,
        row.get(2).asInt() != 0,
        row.get(3).asInt(),
        row.get(4).asLong());
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}

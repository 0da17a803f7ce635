package dev.ductile.env.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.AtariEnv;
import dev.ductile.env.EnvBenchmark;
import dev.ductile.env.RandomActions;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.Rom;
import dev.ductile.env.rom.RomStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Traces and the benchmark, on the built-in game. */
class TraceRunnerTest {
  private static List<Object> trace(EnvConfig config, long seed, int[] actions) {
    List<Object> lines = new ArrayList<>();
    try (AtariEnv env = AtariEnv.open(config, seed, 0)) {
      TraceRunner.run(env, actions, collect(lines));
    }
    return lines;
  }

  private static TraceListener collect(List<Object> lines) {
    return new TraceListener() {
      @Override
      public void row(TraceRow row) {
        lines.add(row);
      }

      @Override
      public void reset(int afterStep, long crc32) {
        lines.add("reset after " + afterStep + " " + crc32);
      }
    };
  }

  @Test
  void equalArgumentsGiveEqualTraces() {
    EnvConfig config = EnvPresets.config("gymnasium", "volley", Map.of("maxFramesPerEpisode", 120));
    int[] actions = RandomActions.draw(5, 150, 3);
    assertThat(actions).isEqualTo(RandomActions.draw(5, 150, 3)).contains(0, 1, 2);
    List<Object> trace = trace(config, 5, actions);
    assertThat(trace).isEqualTo(trace(config, 5, actions));
    assertThat(trace).isNotEqualTo(trace(config, 6, actions));
    assertThat(trace).filteredOn(line -> line instanceof String).hasSizeGreaterThan(4);
  }

  @Test
  void rawTracesShowTheGreyScreenOfEachFrame() {
    Rom rom = RomStore.standard().require("volley");
    EmulatorSettings settings =
        new EmulatorSettings(3, 0.25f, OptionalInt.empty(), OptionalInt.empty());
    int[] codes = new int[400];
    try (Emulator emulator = Emulator.open(rom, settings)) {
      for (int i = 0; i < codes.length; i++) {
        codes[i] = emulator.minimalActions().get(i / 7 % 3).code();
      }
      List<Object> lines = new ArrayList<>();
      TraceRunner.runRaw(rom, settings, codes, collect(lines));
      assertThat(lines).hasSize(codes.length + 1);
      byte[] grey = new byte[emulator.screen().height() * emulator.screen().width()];
      for (int i = 0; i < codes.length; i++) {
        int reward = emulator.act(codes[i]);
        emulator.screen().copyGrey(grey);
        CRC32 crc = new CRC32();
        crc.update(grey);
        assertThat(lines.get(i + 1))
            .isEqualTo(
                new TraceRow(i, codes[i], reward, false, false, emulator.lives(), crc.getValue()));
      }
    }
    assertThatThrownBy(() -> TraceRunner.runRaw(rom, settings, new int[] {18}, r -> {}))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void theBenchmarkMeasuresWhatItSays() {
    EnvConfig config = EnvPresets.config("dopamine", "volley");
    EnvBenchmark.Result result = EnvBenchmark.run(config, 1, 4, 2, 203, 3, RomStore.standard());
    assertThat(result.agentStepsPerRepeat()).isEqualTo(200);
    assertThat(result.agentStepsPerSecond())
        .isBetween(result.slowestAgentStepsPerSecond(), result.fastestAgentStepsPerSecond());
    assertThat(result.slowestAgentStepsPerSecond()).isPositive();
    assertThat(result.framesPerSecond()).isEqualTo(4 * result.agentStepsPerSecond());
    EnvBenchmark.Result once = EnvBenchmark.run(config, 1, 4, 2, 203, 1, RomStore.standard());
    assertThat(once.bareActStepsPerSecond())
        .isCloseTo(
            once.agentStepsPerSecond() * (1 + once.overheadPercent() / 100), withinPercentage(0.1));
    assertThatThrownBy(() -> EnvBenchmark.run(config, 1, 4, 2, 3, 3, RomStore.standard()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("agentSteps = 3");
  }
}

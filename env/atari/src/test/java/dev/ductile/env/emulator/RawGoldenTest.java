package dev.ductile.env.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.env.rom.Rom;
import dev.ductile.env.rom.RomStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The emulator against traces recorded with ale-py: every frame's reward, game over, lives, and the
 * CRC-32 of the grey screen, the RGB screen and the RAM. Runs every file of the folder that {@code
 * ductile.goldens} names.
 */
class RawGoldenTest {
  private static final List<String> COLUMNS =
      List.of("reward", "game_over", "lives", "crc32_gray", "crc32_rgb", "crc32_ram");

  @TestFactory
  Stream<DynamicTest> everyRawTraceIsMetExactly() throws IOException {
    Path folder = Path.of(System.getProperty("ductile.goldens", "../shared/goldens"), "env");
    assumeTrue(Files.isDirectory(folder), () -> "no recorded traces in " + folder);
    List<DynamicTest> tests = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    for (Path file : files) {
      JsonNode golden = new ObjectMapper().readTree(file.toFile());
      for (JsonNode trace : golden.path("raw")) {
        String name =
            "%s seed %d repeat %.2f"
                .formatted(
                    golden.get("game").asText(),
                    trace.get("seed").asInt(),
                    trace.get("repeat_action_probability").asDouble());
        tests.add(DynamicTest.dynamicTest(name, () -> check(golden, trace)));
      }
    }
    assertThat(tests).as("traces in " + folder).isNotEmpty();
    return tests.stream();
  }

  private static void check(JsonNode golden, JsonNode trace) {
    Rom rom = romOrSkip(golden.get("game").asText());
    assertThat(rom.game().md5()).isEqualTo(golden.get("rom_md5").asText());
    List<String> columns = new ArrayList<>();
    trace.get("columns").forEach(c -> columns.add(c.asText().replaceFirst("_\\d+x.*$", "")));
    assertThat(columns).isEqualTo(COLUMNS);
    EmulatorSettings settings =
        new EmulatorSettings(
            trace.get("seed").asInt(),
            (float) trace.get("repeat_action_probability").asDouble(),
            OptionalInt.empty(),
            OptionalInt.empty());
    try (Emulator emulator = Emulator.open(rom, settings)) {
      List<Integer> minimal = new ArrayList<>();
      trace.get("minimal_actions").forEach(a -> minimal.add(a.asInt()));
      assertThat(emulator.minimalActions().stream().map(Action::code).toList()).isEqualTo(minimal);
      byte[] grey = new byte[emulator.screen().height() * emulator.screen().width()];
      byte[] rgb = new byte[grey.length * 3];
      byte[] ram = new byte[Emulator.RAM_BYTES];
      for (int i = 0; i < trace.get("actions").size(); i++) {
        int reward = emulator.act(trace.get("actions").get(i).asInt());
        emulator.screen().copyGrey(grey);
        emulator.screen().copyRgb(rgb);
        emulator.copyRam(ram);
        boolean over = emulator.gameOver();
        List<Long> row =
            List.of(
                (long) reward,
                over ? 1L : 0L,
                (long) emulator.lives(),
                crc(grey),
                crc(rgb),
                crc(ram));
        List<Long> expected = new ArrayList<>();
        trace.get("frames").get(i).forEach(v -> expected.add(v.asLong()));
        assertThat(row).as("frame %d, columns %s", i, COLUMNS).isEqualTo(expected);
        if (over) {
          emulator.reset();
        }
      }
    }
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static Rom romOrSkip(String game) {
    try {
      return RomStore.standard().require(game);
    } catch (MissingRomException e) {
      return abort(e.getMessage());
    }
  }
}

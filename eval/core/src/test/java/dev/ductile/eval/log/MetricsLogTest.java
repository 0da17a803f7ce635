package dev.ductile.eval.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsLogTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("metrics.jsonl");
  }

  @Test
  void keepsOrderAndSpellsOutWhatJsonHasNoNumberFor() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("zeta", 1);
    line.put("alpha", 0.1);
    line.put("nan", Double.NaN);
    line.put("up", Double.POSITIVE_INFINITY);
    line.put("down", Float.NEGATIVE_INFINITY);
    line.put("none", null);
    line.put("games", List.of(1.5, Double.NaN));
    line.put("text", "a\n\u03b5");
    try (MetricsLog log = MetricsLog.create(file)) {
      log.write(line);
      // Readable at once, without closing.
      assertThat(file)
          .hasContent(
              "{\"zeta\":1,\"alpha\":0.1,\"nan\":\"NaN\",\"up\":\"Infinity\","
                  + "\"down\":\"-Infinity\",\"none\":null,\"games\":[1.5,\"NaN\"],"
                  + "\"text\":\"a\\n\u03b5\"}\n");
      assertThat(log.byteOffset()).isEqualTo(file.toFile().length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"step\":2", "{\"step\":2,\"loss\":0.1", "{", "\0\0\0", "\0\0\n\0\n", "7\n"})
  void tornEndIsCutOffOnAppend(String torn) throws IOException {
    Files.writeString(file, "{\"step\":0}\n{\"step\":1}\n" + torn);
    try (MetricsLog log = MetricsLog.append(file)) {
      log.write(Map.of("step", 2));
    }
    assertThat(Files.readAllLines(file))
        .containsExactly("{\"step\":0}", "{\"step\":1}", "{\"step\":2}");
  }

  @Test
  void everyPossibleTearOfALogIsRepaired() throws IOException {
    byte[] whole =
        "{\"a\":1}\n{\"b\":[2,{\"c\":3}]}\n{\"d\":\"\u03b5\"}\n".getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (MetricsLog log = MetricsLog.append(file)) {
        log.write(Map.of("x", 1));
      }
      List<String> lines = Files.readAllLines(file);
      for (String line : lines) {
        assertThat(Json.MAPPER.readTree(line).isObject()).as("cut at %d", length).isTrue();
      }
      long newlines =
          new String(whole, 0, length, StandardCharsets.UTF_8)
              .chars()
              .filter(c -> c == '\n')
              .count();
      assertThat(lines).as("cut at %d", length).hasSize((int) newlines + 1);
    }
  }

  @Test
  void rewindsToAnyEarlierState() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int lines = 400;
    long[] offsets = new long[lines + 1];
    try (MetricsLog log = MetricsLog.create(file)) {
      for (int i = 0; i < lines; i++) {
        offsets[i] = log.byteOffset();
        // Longer than the block that is scanned at a time, now and then.
        log.write(Map.of("text", "x".repeat(random.nextInt(i % 50 == 0 ? 100_000 : 300))));
      }
      offsets[lines] = log.byteOffset();
    }
    byte[] all = Files.readAllBytes(file);
    for (int trial = 0; trial < 20; trial++) {
      Files.write(file, all);
      int keep = random.nextInt(lines + 1);
      try (MetricsLog log = MetricsLog.append(file)) {
        assertThat(log.byteOffset()).as("seed %d", seed).isEqualTo(offsets[lines]);
        log.rewindTo(offsets[keep], null);
        assertThat(log.byteOffset()).as("seed %d", seed).isEqualTo(offsets[keep]);
        log.write(Map.of("after", 1));
      }
      byte[] expected = Arrays.copyOf(all, (int) offsets[keep] + "{\"after\":1}\n".length());
      System.arraycopy(
          "{\"after\":1}\n".getBytes(StandardCharsets.UTF_8), 0, expected, (int) offsets[keep], 12);
      assertThat(Files.readAllBytes(file)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void aLogThatIsNotTheCheckpointsIsLeftAsItIs() throws IOException {
    long checksum;
    long offset;
    try (MetricsLog log = MetricsLog.create(file)) {
      log.write(Map.of("step", 1));
      checksum = log.checksum();
      offset = log.byteOffset();
      log.write(Map.of("step", 2));
    }
    Path cut = file.resolveSibling("metrics-cut-1.jsonl");
    String other = "{\"step\":3}\n{\"step\":4}\n{\"tor";
    Files.writeString(file, other);
    try (MetricsLog log = MetricsLog.append(file)) {
      assertThatThrownBy(() -> log.rewindTo(offset, checksum))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("is not the log that the checkpoint remembers");
      assertThatThrownBy(() -> log.rewindTo(5000, null)).isInstanceOf(OutputException.class);
    }
    assertThat(file).hasContent(other);
    assertThat(cut).doesNotExist();
    Files.writeString(file, "{\"step\":1}\n{\"step\":4}\n{\"tor");
    try (MetricsLog log = MetricsLog.append(file)) {
      log.rewindTo(offset, checksum);
      log.write(Map.of("step", 5));
      assertThat(log.checksum()).isNotEqualTo(checksum);
    }
    assertThat(file).hasContent("{\"step\":1}\n{\"step\":5}\n");
    assertThat(cut).hasContent("{\"step\":4}\n{\"tor");
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path other = Files.writeString(file.resolveSibling("other"), "{}\n");
    Files.createSymbolicLink(file, other);
    assertThatThrownBy(() -> MetricsLog.append(file)).isInstanceOf(OutputException.class);
    assertThatThrownBy(() -> MetricsLog.create(file)).isInstanceOf(OutputException.class);
    assertThat(other).hasContent("{}\n");
  }

  @Test
  void refusesToRewindWhereNoLineBegins() {
    try (MetricsLog log = MetricsLog.create(file)) {
      log.write(Map.of("step", 1));
      for (long offset : new long[] {-1, 3}) {
        assertThatThrownBy(() -> log.rewindTo(offset, null))
            .isInstanceOf(OutputException.class)
            .hasMessageContaining("to byte " + offset + " of 11: no line begins there");
      }
      assertThatThrownBy(() -> log.rewindTo(12, null))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("11 whole bytes of the 12");
      assertThat(log.byteOffset()).isEqualTo(11);
    }
  }

  @Test
  void createRefusesAnExistingLogAndAPathBelowAFile() throws IOException {
    Files.writeString(file, "{}\n");
    assertThatThrownBy(() -> MetricsLog.create(file))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("there is a log in " + file + " already");
    assertThatThrownBy(() -> MetricsLog.append(file.resolve("x")))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("a part of the path is a file");
  }

  @Test
  void fullDeviceIsReported() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "skipped: this system has no /dev/full");
    Path full = Path.of("/dev/full");
    try (MetricsLog log = MetricsLog.append(full)) {
      assertThatThrownBy(() -> log.write(Map.of("step", 1)))
          .isInstanceOf(OutputException.class)
          .hasMessage(
              "cannot write "
                  + full
                  + ": the disk is full; free some space or write to another disk");
      assertThat(log.byteOffset()).isZero();
    }
  }
}

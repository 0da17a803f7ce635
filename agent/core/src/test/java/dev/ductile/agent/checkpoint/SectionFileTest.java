package dev.ductile.agent.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a checkpoint's bytes is noticed. */
class SectionFileTest {
  @TempDir private Path folder;
  private Path file;
  private byte[] good;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("checkpoint");
    ObjectNode header = new ObjectMapper().createObjectNode();
    header.put("frames", 12345L).put("name", "é");
    Map<String, float[]> sections = new LinkedHashMap<>();
    sections.put("online/w", new float[] {1.5f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE});
    sections.put("empty", new float[0]);
    sections.put("größe", new float[] {Float.NEGATIVE_INFINITY});
    SectionFile.write(file, header, sections);
    good = Files.readAllBytes(file);
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    SectionFile.Content content = SectionFile.read(file);
    assertThat(content.header().get("frames").asLong()).isEqualTo(12345);
    assertThat(content.header().get("name").asText()).isEqualTo("é");
    assertThat(content.sections().keySet()).containsExactly("online/w", "empty", "größe");
    float[] values = content.sections().get("online/w");
    float[] wanted = {1.5f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE};
    for (int i = 0; i < wanted.length; i++) {
      assertThat(Float.floatToRawIntBits(values[i])).isEqualTo(Float.floatToRawIntBits(wanted[i]));
    }
    assertThat(content.sections().get("empty")).isEmpty();
  }

  @Test
  void truncationAtEveryLengthIsNoticed() throws IOException {
    for (int length = 0; length < good.length; length++) {
      refused(Arrays.copyOf(good, length), "length " + length);
    }
  }

  @Test
  void everyFlippedBitIsNoticed() throws IOException {
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      refused(bad, "bit " + bit);
    }
  }

  @Test
  void bytesAfterTheEndAreNoticed() throws IOException {
    refused(Arrays.copyOf(good, good.length + 1), "one byte more");
  }

  @Test
  void randomBytesAreNoticed() throws IOException {
    long seed = 20260728;
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      int from = random.nextInt(bad.length);
      int to = from + 1 + random.nextInt(bad.length - from);
      byte[] noise = new byte[to - from];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bad, from, noise.length);
      if (!Arrays.equals(bad, good)) {
        refused(bad, "seed " + seed + ", case " + i);
      }
    }
  }

  /** Whoever can damage a file can make its hash fit again. */
  @Test
  void impossibleLengthsUnderARightHashAreDamage() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int body = good.length - 32;
    int[] values = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 3, 0, body};
    for (int at = 8; at <= body - Integer.BYTES; at++) {
      byte[] bad = Arrays.copyOf(good, body);
      ByteBuffer.wrap(bad).putInt(at, values[random.nextInt(values.length)]);
      readOrRefused(hashed(bad), "seed " + seed + ", byte " + at);
    }
    for (int i = 0; i < 300; i++) {
      byte[] bad = Arrays.copyOf(good, 8 + random.nextInt(body - 7));
      bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      readOrRefused(hashed(bad), "seed " + seed + ", case " + i);
    }
    byte[] negative = Arrays.copyOf(good, body);
    ByteBuffer.wrap(negative).putInt(8, -5);
    Files.write(folder.resolve("bad"), hashed(negative));
    assertThatThrownBy(() -> SectionFile.read(folder.resolve("bad")))
        .isInstanceOf(DamagedCheckpointException.class)
        .hasMessageContaining("is damaged: header of -5 bytes, where ");
  }

  /** Some changes are of no length, such as those of an element: they may pass. */
  private void readOrRefused(byte[] content, String what) throws IOException {
    Path bad = folder.resolve("bad");
    Files.write(bad, content);
    try {
      SectionFile.read(bad);
    } catch (CheckpointException e) {
      assertThat(e.getMessage()).as(what).contains(bad.toString()).doesNotContain("\n");
    }
  }

  private static byte[] hashed(byte[] body) {
    byte[] whole = Arrays.copyOf(body, body.length + 32);
    byte[] digest = Digests.sha256().digest(body);
    System.arraycopy(digest, 0, whole, body.length, digest.length);
    return whole;
  }

  private void refused(byte[] content, String what) throws IOException {
    Path bad = folder.resolve("bad");
    Files.write(bad, content);
    assertThatThrownBy(() -> SectionFile.read(bad))
        .as(what)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(bad.toString());
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNoOther() throws IOException {
    Path target = folder.resolve("blocked");
    Files.createDirectories(target.resolve("child")); // a folder cannot be replaced by a file
    assertThatThrownBy(
            () -> SectionFile.write(target, new ObjectMapper().createObjectNode(), Map.of()))
        .isInstanceOf(OutputException.class);
    assertThat(names()).containsExactly("blocked", "checkpoint");
    assertThat(Files.readAllBytes(file)).isEqualTo(good);
  }

  @Test
  void aNewFileReplacesTheOldWhole() throws IOException {
    ObjectNode header = new ObjectMapper().createObjectNode().put("frames", 2);
    SectionFile.write(file, header, Map.of("w", new float[] {3f}));
    assertThat(SectionFile.read(file).sections().get("w")).containsExactly(3f);
    assertThat(names()).containsExactly("checkpoint");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}

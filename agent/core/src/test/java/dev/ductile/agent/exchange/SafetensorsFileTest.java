package dev.ductile.agent.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The container: laid out as its specification says, and nothing else is read. */
class SafetensorsFileTest {
  @TempDir private Path folder;

  private Path file(long length, String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(text);
    return Files.write(folder.resolve("f.safetensors"), bytes.array());
  }

  private Path file(String header, int dataBytes) throws IOException {
    return file(header.getBytes(StandardCharsets.UTF_8).length, header, dataBytes);
  }

  @Test
  void writtenAsSpecified() throws IOException {
    Path path = folder.resolve("f.safetensors");
    SafetensorsWriter writer = new SafetensorsWriter();
    writer.add("b", new int[] {1, 2}, new float[] {1.5f, -2f});
    writer.add("a", new int[] {3}, new byte[] {1, 2, (byte) 200});
    writer.write(path, Map.of("format", "pt", "quoted", "a \"b\"\nc"));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong(0);
    assertThat(header % 8).isZero();
    assertThat(bytes.get(8)).isEqualTo((byte) '{');
    assertThat(bytes.capacity()).isEqualTo(8 + header + 8 + 3);
    assertThat(bytes.getFloat(8 + header)).isEqualTo(1.5f);
    assertThat(bytes.get(8 + header + 8 + 2)).isEqualTo((byte) 200);

    SafetensorsFile read = SafetensorsFile.open(path);
    assertThat(read.names()).containsExactlyInAnyOrder("a", "b");
    assertThat(read.metadata("quoted")).isEqualTo("a \"b\"\nc");
    assertThat(read.entry("b").shape()).containsExactly(1L, 2L);
    assertThat(read.data("b").asFloatBuffer().get(1)).isEqualTo(-2f);
    assertThat(read.data("a").array()).containsExactly(1, 2, 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|7|bytes of data",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|9|bytes of data",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|tensor a of shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}|8|tensor a of shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}|8|no shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,8]}}|8|no shape",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}|8|no data_offsets",
        "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}|8|dtype 'C64'",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4],\"data_offsets\":[0,0]}}|0|has shape",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}|6|begins at byte 2",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[5,9]}}|9|begins at byte 5",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}|1|no JSON",
        "{\"a\":7}|0|dtype",
        "[]|0|no JSON object",
        "{} {}|0|no JSON",
        "{\"a|0|no JSON"
      })
  void aWrongHeaderIsRefused(String header, int dataBytes, String why) throws IOException {
    Path path = file(header, dataBytes);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is no whole safetensors file")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "3", "100000001", "-1", "9223372036854775807"})
  void aWrongLengthIsRefusedBeforeAnythingIsAllocated(long length) throws IOException {
    Path path = file(length, "{}", 0);
    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("its header would have");
  }

  @Test
  void aShortFileIsRefused() throws IOException {
    Path path = Files.write(folder.resolve("short"), new byte[7]);
    assertThatThrownBy(() -> SafetensorsFile.open(path)).hasMessageContaining("7 bytes");
  }
}

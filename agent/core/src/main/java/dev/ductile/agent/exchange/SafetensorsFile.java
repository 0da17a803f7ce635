package dev.ductile.agent.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.ReadFailures;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of tensors: eight bytes with the length of the header (little-endian), the header as JSON,
 * then the tensors' bytes without gaps. The header is checked whole when it is read; data is read
 * when it is asked for.
 */
final class SafetensorsFile {
  /** Key of the header that is no tensor. */
  static final String METADATA = "__metadata__";

  /** As the format's own library has it. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private static final Map<String, Integer> BYTES =
      Map.ofEntries(
          Map.entry("BOOL", 1),
          Map.entry("U8", 1),
          Map.entry("I8", 1),
          Map.entry("U16", 2),
          Map.entry("I16", 2),
          Map.entry("F16", 2),
          Map.entry("BF16", 2),
          Map.entry("U32", 4),
          Map.entry("I32", 4),
          Map.entry("F32", 4),
          Map.entry("U64", 8),
          Map.entry("I64", 8),
          Map.entry("F64", 8));

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Where a tensor is.
   *
   * @param type as the format names it: {@code F32}
   * @param begin first byte, after the header
   * @param end byte after its last
   */
  record Entry(String type, List<Long> shape, long begin, long end) {}

  private final Path path;
  private final long dataStart;
  private final Map<String, Entry> entries;
  private final Map<String, String> metadata;

  private SafetensorsFile(
      Path path, long dataStart, Map<String, Entry> entries, Map<String, String> metadata) {
    this.path = path;
    this.dataStart = dataStart;
    this.entries = entries;
    this.metadata = metadata;
  }

  /**
   * Reads and checks a file's header.
   *
   * @throws ConfigurationException saying what is wrong with it
   */
  static SafetensorsFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      long size = channel.size();
      if (size < Long.BYTES) {
        throw refused(path, "it has " + size + " bytes");
      }
      long length = read(channel, 0, Long.BYTES).getLong();
      if (length < 2 || length > Math.min(size - Long.BYTES, MOST_HEADER_BYTES)) {
        throw refused(
            path,
            "its header would have "
                + Long.toUnsignedString(length)
                + " bytes, the file has "
                + size);
      }
      byte[] header = read(channel, Long.BYTES, (int) length).array();
      return parse(path, header, size - Long.BYTES - length);
    } catch (IOException e) {
      throw refused(path, ReadFailures.reason(e));
    }
  }

  private static SafetensorsFile parse(Path path, byte[] header, long dataBytes) {
    JsonNode root;
    try {
      root = MAPPER.readTree(new String(header, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw refused(path, "its header is no JSON (" + e.getOriginalMessage() + ")");
    }
    if (root == null || !root.isObject()) {
      throw refused(path, "its header is no JSON object");
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        entries.put(field.getKey(), entry(path, field.getKey(), field.getValue()));
      }
    }
    checkCover(path, entries, dataBytes);
    return new SafetensorsFile(path, Long.BYTES + (long) header.length, entries, metadata);
  }

  private static Entry entry(Path path, String name, JsonNode node) {
    String type = node.path("dtype").asText();
    Integer width = BYTES.get(type);
    if (width == null) {
      throw refused(path, "tensor " + name + " has dtype '" + type + "'");
    }
    List<Long> shape = wholes(path, name, node.path("shape"));
    List<Long> offsets = wholes(path, name, node.path("data_offsets"));
    long bytes = width;
    try {
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
    } catch (ArithmeticException e) {
      throw refused(path, "tensor " + name + " has shape " + shape);
    }
    if (offsets.size() != 2 || offsets.get(1) - offsets.get(0) != bytes) {
      throw refused(
          path, "tensor " + name + " of shape " + shape + " and " + type + " is at " + offsets);
    }
    return new Entry(type, shape, offsets.get(0), offsets.get(1));
  }

  private static List<Long> wholes(Path path, String name, JsonNode node) {
    List<Long> numbers = new ArrayList<>();
    boolean whole = node.isArray();
    for (JsonNode each : node) {
      whole &= each.isIntegralNumber() && each.canConvertToLong() && each.longValue() >= 0;
      numbers.add(each.longValue());
    }
    if (!whole) {
      throw refused(path, "tensor " + name + " has no shape or no data_offsets");
    }
    return numbers;
  }

  /** Every byte belongs to one tensor. */
  private static void checkCover(Path path, Map<String, Entry> entries, long dataBytes) {
    List<Map.Entry<String, Entry>> byPlace = new ArrayList<>(entries.entrySet());
    byPlace.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long at = 0;
    for (Map.Entry<String, Entry> each : byPlace) {
      if (each.getValue().begin() != at) {
        throw refused(
            path,
            "tensor "
                + each.getKey()
                + " begins at byte "
                + each.getValue().begin()
                + " of the data, the one before ends at "
                + at);
      }
      at = each.getValue().end();
    }
    if (at != dataBytes) {
      throw refused(path, "it has " + dataBytes + " bytes of data, its header speaks of " + at);
    }
  }

  /** Names of the tensors. */
  Set<String> names() {
    return entries.keySet();
  }

  /** Where a tensor is. */
  Entry entry(String name) {
    return entries.get(name);
  }

  /** A value of the metadata; empty if there is none. */
  String metadata(String key) {
    return metadata.getOrDefault(key, "");
  }

  /**
   * A tensor's bytes, little-endian.
   *
   * @throws ConfigurationException if they cannot be read
   */
  ByteBuffer data(String name) {
    Entry entry = entries.get(name);
    try (FileChannel channel = FileChannel.open(path)) {
      int bytes = Math.toIntExact(entry.end() - entry.begin());
      return read(channel, dataStart + entry.begin(), bytes);
    } catch (IOException e) {
      throw refused(path, ReadFailures.reason(e));
    }
  }

  private static ByteBuffer read(FileChannel channel, long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new EOFException("it ends before byte " + (from + bytes));
      }
    }
    return buffer.flip();
  }

  private static ConfigurationException refused(Path path, String why) {
    return new ConfigurationException(path + " is no whole safetensors file: " + why);
  }
}

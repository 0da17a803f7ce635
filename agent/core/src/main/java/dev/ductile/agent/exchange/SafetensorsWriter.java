package dev.ductile.agent.exchange;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects tensors and writes them as a file that {@link SafetensorsFile} reads. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private record Tensor(String type, int[] shape, byte[] bytes) {}

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /** Adds a float32 tensor. */
  void add(String name, int[] shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    tensors.put(name, new Tensor("F32", shape, bytes.array()));
  }

  /** Adds a uint8 tensor. */
  void add(String name, int[] shape, byte[] values) {
    tensors.put(name, new Tensor("U8", shape, values));
  }

  /** SHA-256 over name and bytes of each tensor, ordered by name. */
  String sha256() {
    Map<String, byte[]> bytes = new TreeMap<>();
    tensors.forEach((name, tensor) -> bytes.put(name, tensor.bytes()));
    return sha256(bytes);
  }

  /** The same of tensors that were read. */
  static String sha256(Map<String, byte[]> byName) {
    MessageDigest digest = Digests.sha256();
    new TreeMap<>(byName)
        .forEach(
            (name, bytes) -> {
              digest.update(name.getBytes(StandardCharsets.UTF_8));
              digest.update(bytes);
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Writes or replaces the file. */
  void write(Path out, Map<String, String> metadata) {
    byte[] header = header(metadata);
    AtomicFiles.write(
        out,
        stream -> {
          ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          stream.write(length.putLong(0, header.length).array());
          stream.write(header);
          for (Tensor tensor : tensors.values()) {
            stream.write(tensor.bytes());
          }
        });
  }

  /** Filled up with blanks, so that data begins at a multiple of eight bytes. */
  private byte[] header(Map<String, String> metadata) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put(SafetensorsFile.METADATA, metadata);
    long at = 0;
    for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
      Tensor tensor = each.getValue();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", tensor.type());
      entry.put("shape", tensor.shape());
      entry.put("data_offsets", List.of(at, at + tensor.bytes().length));
      header.put(each.getKey(), entry);
      at += tensor.bytes().length;
    }
    try {
      byte[] json = new JsonMapper().writeValueAsBytes(header);
      int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      byte[] filled = Arrays.copyOf(json, padded);
      Arrays.fill(filled, json.length, padded, (byte) ' ');
      return filled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

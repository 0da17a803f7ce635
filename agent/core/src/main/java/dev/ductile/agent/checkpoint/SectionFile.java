package dev.ductile.agent.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.base.files.Digests;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named float arrays and a JSON header in one file, ended by a SHA-256 of all before it.
 *
 * <p>Layout: 8 bytes {@code DUCTILE1}; int32 header length; the header in UTF-8; int32 number of
 * sections; for each an int32 name length, the name in UTF-8, an int32 length of the elements in
 * bytes, the elements; 32 bytes SHA-256. Integers are big-endian, elements little-endian float32.
 */
final class SectionFile {
  private static final byte[] MAGIC = "DUCTILE1".getBytes(StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PART_BYTES = 1 << 16;

  private SectionFile() {}

  record Content(JsonNode header, Map<String, float[]> sections) {}

  /**
   * Writes a file, atomically and without a copy of it in memory: fresh memory costs more time than
   * writing.
   *
   * @return the whole file, its hash included
   */
  static CheckpointFiles.Whole write(Path file, ObjectNode header, Map<String, float[]> sections) {
    return CheckpointFiles.write(
        file.getParent(),
        file.getFileName().toString(),
        whole -> {
          MessageDigest digest = Digests.sha256();
          DataOutputStream out = new DataOutputStream(new DigestOutputStream(whole, digest));
          out.write(MAGIC);
          writeBytes(out, JSON.writeValueAsBytes(header));
          out.writeInt(sections.size());
          for (Map.Entry<String, float[]> section : sections.entrySet()) {
            writeBytes(out, section.getKey().getBytes(StandardCharsets.UTF_8));
            writeFloats(out, section.getValue());
          }
          out.flush();
          whole.write(digest.digest());
        });
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length * Float.BYTES);
    ByteBuffer part = ByteBuffer.allocate(PART_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int most = PART_BYTES / Float.BYTES;
    for (int at = 0; at < values.length; at += most) {
      int count = Math.min(most, values.length - at);
      part.asFloatBuffer().put(values, at, count);
      out.write(part.array(), 0, count * Float.BYTES);
    }
  }

  /**
   * Reads a file whole; its hash is checked before anything in it is believed.
   *
   * @throws CheckpointException if it is not such a file; a {@link DamagedCheckpointException} if
   *     anything in it is not as it was
   */
  static Content read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int magic = Math.min(MAGIC.length, bytes.length);
    if (!Arrays.equals(bytes, 0, magic, MAGIC, 0, magic)) {
      throw new CheckpointException(file + " is not a Ductile checkpoint");
    }
    MessageDigest digest = Digests.sha256();
    int end = bytes.length - digest.getDigestLength();
    if (end < MAGIC.length) {
      throw damaged(file, "it ends too early");
    }
    digest.update(bytes, 0, end);
    if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw damaged(file, "its SHA-256 does not match");
    }
    return parse(file, ByteBuffer.wrap(bytes, MAGIC.length, end - MAGIC.length));
  }

  /** Whoever can make a hash can make lengths: they are not believed either. */
  private static Content parse(Path file, ByteBuffer in) {
    JsonNode header = header(file, readBytes(file, in, "header"));
    Map<String, float[]> sections = new LinkedHashMap<>();
    int count = readInt(file, in, "number of sections");
    if (count < 0) {
      throw damaged(file, "it cannot have " + count + " sections");
    }
    for (int section = 1; section <= count; section++) {
      String name = new String(readBytes(file, in, "name of a section"), StandardCharsets.UTF_8);
      byte[] bytes = readBytes(file, in, name);
      if (bytes.length % Float.BYTES != 0) {
        throw damaged(file, name + " cannot have " + bytes.length + " bytes");
      }
      float[] values = new float[bytes.length / Float.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      sections.put(name, values);
    }
    if (in.hasRemaining()) {
      throw damaged(file, in.remaining() + " bytes follow its last section");
    }
    return new Content(header, sections);
  }

  private static JsonNode header(Path file, byte[] bytes) {
    try {
      JsonNode header = JSON.readTree(bytes);
      if (header != null && header.isObject()) {
        return header;
      }
    } catch (IOException e) {
      throw new DamagedCheckpointException(file + " is damaged: its header is not JSON", e);
    }
    throw damaged(file, "its header is not a JSON object");
  }

  private static int readInt(Path file, ByteBuffer in, String what) {
    if (in.remaining() < Integer.BYTES) {
      throw damaged(file, "it ends before the length of its " + what);
    }
    return in.getInt();
  }

  private static byte[] readBytes(Path file, ByteBuffer in, String what) {
    int length = readInt(file, in, what);
    if (length < 0 || length > in.remaining()) {
      throw damaged(
          file, what + " of " + length + " bytes, where " + in.remaining() + " bytes follow");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static DamagedCheckpointException damaged(Path file, String how) {
    return new DamagedCheckpointException(file + " is damaged: " + how);
  }
}

package dev.ductile.agent.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.env.files.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named float arrays and a JSON header in one file, ended by a SHA-256 of all before it.
 *
 * <p>Layout: 8 bytes {@code DUCTILE1}; int32 header length; the header in UTF-8; for each section
 * an int32 name length, the name in UTF-8, an int32 element count, the elements; 32 bytes SHA-256.
 * Integers are big-endian, elements little-endian float32.
 */
final class SectionFile {
  private static final byte[] MAGIC =
      "DUCTILE1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final ObjectMapper JSON = new ObjectMapper();

  private SectionFile() {}

  record Content(JsonNode header, Map<String, float[]> sections) {}

  static void write(Path file, ObjectNode header, Map<String, float[]> sections)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    MessageDigest digest = sha256();
    try (DataOutputStream out = new DataOutputStream(new DigestOutputStream(bytes, digest))) {
      out.write(MAGIC);
      writeBytes(out, JSON.writeValueAsBytes(header));
      out.writeInt(sections.size());
      for (Map.Entry<String, float[]> section : sections.entrySet()) {
        writeBytes(out, section.getKey().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        writeFloats(out, section.getValue());
      }
    }
    bytes.write(digest.digest());
    AtomicFiles.write(file, bytes.toByteArray());
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    writeBytes(out, raw.array());
  }

  /**
   * Reads a file whole and checks it.
   *
   * @throws CheckpointException if it is not such a file or is damaged
   */
  static Content read(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream raw = Files.newInputStream(file);
        DigestInputStream digested =
            new DigestInputStream(new java.io.BufferedInputStream(raw), digest);
        DataInputStream in = new DataInputStream(digested)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new CheckpointException(file + " is not a Ductile checkpoint");
      }
      JsonNode header = JSON.readTree(readBytes(in, file));
      Map<String, float[]> sections = new LinkedHashMap<>();
      for (int count = in.readInt(); count > 0; count--) {
        String name = new String(readBytes(in, file), java.nio.charset.StandardCharsets.UTF_8);
        byte[] bytes = readBytes(in, file);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        sections.put(name, values);
      }
      byte[] found = digest.digest();
      if (!Arrays.equals(in.readNBytes(found.length), found)) {
        throw new CheckpointException(file + " is damaged: its SHA-256 does not match");
      }
      return new Content(header, sections);
    } catch (java.io.EOFException e) {
      throw new CheckpointException(file + " is damaged: it ends too early", e);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new CheckpointException(file + " is damaged: its header cannot be read", e);
    }
  }

  private static byte[] readBytes(DataInputStream in, Path file) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > Files.size(file)) {
      throw new CheckpointException(
          file + " is damaged: a length of " + length + " is not possible");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new java.io.EOFException();
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.ductile.eval.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A decoder of event files for tests that shares nothing with the writer: own wire-format parser
 * and a bitwise CRC-32C.
 */
public final class EventFileReader {
  private static final int REVERSED_CASTAGNOLI = 0x82F63B78;

  private EventFileReader() {}

  /**
   * The fields of a message: number to values (Long, byte[] of 4 or 8, or byte[] of any length).
   */
  static final class Message {
    final Map<Integer, List<Object>> fields = new LinkedHashMap<>();

    Message(byte[] bytes) {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      while (in.hasRemaining()) {
        long key = varint(in);
        Object value =
            switch ((int) (key & 7)) {
              case 0 -> (Object) varint(in);
              case 1 -> take(in, 8);
              case 2 -> take(in, (int) varint(in));
              case 5 -> take(in, 4);
              default -> throw new IllegalStateException("wire type " + (key & 7));
            };
        fields.computeIfAbsent((int) (key >>> 3), k -> new ArrayList<>()).add(value);
      }
    }

    boolean has(int field) {
      return fields.containsKey(field);
    }

    byte[] bytes(int field) {
      return (byte[]) fields.get(field).get(0);
    }

    String string(int field) {
      return new String(bytes(field), java.nio.charset.StandardCharsets.UTF_8);
    }

    long integer(int field) {
      return (Long) fields.get(field).get(0);
    }

    double float64(int field) {
      return ByteBuffer.wrap(bytes(field)).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    float float32(int field) {
      return ByteBuffer.wrap(bytes(field)).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }

    Message message(int field) {
      return new Message(bytes(field));
    }

    List<Message> messages(int field) {
      return fields.getOrDefault(field, List.of()).stream()
          .map(b -> new Message((byte[]) b))
          .toList();
    }
  }

  /** All events of a file; fails on a wrong checksum or a torn record. */
  static List<Message> read(Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Message> events = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] header = take(in, 8);
      require(in.getInt() == masked(header), "checksum of a length");
      long length = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getLong();
      byte[] payload = take(in, (int) length);
      require(in.getInt() == masked(payload), "checksum of a payload");
      events.add(new Message(payload));
    }
    return events;
  }

  /**
   * All scalars of a file: tag to points, each a step and its value.
   *
   * @throws IllegalStateException on a wrong checksum
   */
  public static Map<String, List<Map.Entry<Long, Double>>> scalars(Path file) throws IOException {
    Map<String, List<Map.Entry<Long, Double>>> points = new LinkedHashMap<>();
    for (Message event : read(file)) {
      List<Message> values = event.has(5) ? event.message(5).messages(1) : List.of();
      for (Message value : values) {
        if (value.has(2)) {
          points
              .computeIfAbsent(value.string(1), tag -> new ArrayList<>())
              .add(Map.entry(event.integer(2), (double) value.float32(2)));
        }
      }
    }
    return points;
  }

  /** Takes one record out of a file, as if it had never been written. */
  static void cutRecord(Path file, int index) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int from = 0;
    for (int record = 0; record < index; record++) {
      from += 16 + (int) in.getLong(from);
    }
    int to = from + 16 + (int) in.getLong(from);
    byte[] rest = Arrays.copyOf(bytes, bytes.length - (to - from));
    System.arraycopy(bytes, to, rest, from, bytes.length - to);
    Files.write(file, rest);
  }

  /** Bit by bit, as CRC-32C is defined. */
  static int crc32c(byte[] bytes) {
    int crc = -1;
    for (byte value : bytes) {
      crc ^= value & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REVERSED_CASTAGNOLI;
      }
    }
    return ~crc;
  }

  private static int masked(byte[] bytes) {
    long crc = crc32c(bytes) & 0xFFFFFFFFL;
    return (int) ((((crc >>> 15) | (crc << 17)) + 0xa282ead8L) & 0xFFFFFFFFL);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static byte[] take(ByteBuffer in, int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException("wrong " + what);
    }
  }
}

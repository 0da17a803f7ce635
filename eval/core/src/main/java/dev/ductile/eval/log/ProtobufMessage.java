package dev.ductile.eval.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes one Protocol Buffers message, field by field, in the public wire format: a varint key
 * {@code (field << 3) | wireType}, then the value. Fields are written even when they hold the
 * default value, which readers accept.
 */
final class ProtobufMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ProtobufMessage int64(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  ProtobufMessage doubleValue(int field, double value) {
    key(field, FIXED64);
    littleEndian(Double.doubleToRawLongBits(value), Long.BYTES);
    return this;
  }

  ProtobufMessage floatValue(int field, float value) {
    key(field, FIXED32);
    littleEndian(Float.floatToRawIntBits(value), Integer.BYTES);
    return this;
  }

  ProtobufMessage string(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private ProtobufMessage bytes(int field, byte[] value) {
    key(field, LENGTH_DELIMITED);
    varint(value.length);
    bytes.writeBytes(value);
    return this;
  }

  ProtobufMessage message(int field, ProtobufMessage value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void key(int field, int wireType) {
    varint(((long) field << 3) | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  private void littleEndian(long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (value >>> (8 * i)) & 0xFF);
    }
  }
}

package dev.ductile.eval.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Framing of TFRecord files: u64 length, masked CRC-32C of the length, payload, masked CRC-32C of
 * the payload, all little-endian.
 */
final class EventRecords {
  private static final int MASK_DELTA = 0xa282ead8;
  private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

  private EventRecords() {}

  /** The payload with its frame, ready to be written at once. */
  static ByteBuffer frame(byte[] payload) {
    ByteBuffer record =
        ByteBuffer.allocate(HEADER_BYTES + payload.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(payload.length);
    record.putInt(maskedCrc32c(record.array(), 0, Long.BYTES));
    record.put(payload);
    record.putInt(maskedCrc32c(payload, 0, payload.length));
    return record.flip();
  }

  /**
   * CRC-32C rotated right by 15 bits plus a constant, so that a CRC of a CRC stays a good check.
   */
  static int maskedCrc32c(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}

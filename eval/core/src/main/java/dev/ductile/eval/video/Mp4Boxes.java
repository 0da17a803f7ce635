package dev.ductile.eval.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks that an mp4 file is whole, since FFmpeg's recorder does not report errors of its last
 * writes. The file is a row of boxes (ISO/IEC 14496-12, 4.2): u32 size, four letters, and where the
 * size is 1 a u64 size; all big-endian.
 */
final class Mp4Boxes {
  private static final int HEADER_BYTES = 8;
  private static final int LONG_HEADER_BYTES = 16;

  private Mp4Boxes() {}

  /** Whether the boxes fill the file exactly and its index and data are among them. */
  static boolean isWhole(Path file) throws IOException {
    Set<String> types = new HashSet<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long position = 0;
      while (position + HEADER_BYTES <= channel.size()) {
        ByteBuffer header = ByteBuffer.allocate(LONG_HEADER_BYTES);
        while (header.hasRemaining() && channel.read(header, position + header.position()) > 0) {
          // Read on; the last box may be shorter than a long header.
        }
        long size = header.getInt(0) & 0xFFFFFFFFL;
        types.add(new String(header.array(), 4, 4, StandardCharsets.US_ASCII));
        long bytes = size == 1 ? header.getLong(HEADER_BYTES) : size;
        if (bytes < HEADER_BYTES) {
          return false;
        }
        position += bytes;
      }
      return position == channel.size() && types.contains("moov") && types.contains("mdat");
    }
  }
}

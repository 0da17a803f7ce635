package dev.ductile.env.rom;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A zip by its table of contents (APPNOTE.TXT of PKWARE, 4.3). Java's own reader refuses a whole
 * archive for one entry that it does not know how to unpack, or for one name.
 */
final class ZipTable {
  private static final int END_BYTES = 22;
  private static final int ENTRY_BYTES = 46;
  private static final int HEADER_BYTES = 30;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LARGEST_TABLE = 64 << 20;

  private final FileChannel file;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * An entry.
   *
   * @param name its name, a character a byte
   * @param method how it is packed: 0 stored, 8 deflated
   * @param encrypted whether it needs a password
   * @param crc32 checksum of its content
   * @param packedBytes its size in the archive
   * @param headerAt where its own header begins
   */
  record Entry(
      String name, int method, boolean encrypted, long crc32, long packedBytes, long headerAt) {
    boolean isFolder() {
      return name.endsWith("/");
    }
  }

  /** Reads the table; the file must stay open while entries are read, one after another. */
  ZipTable(FileChannel file) throws IOException {
    this.file = file;
    int tailBytes = (int) Math.min(file.size(), END_BYTES + LONGEST_COMMENT);
    ByteBuffer tail = read(file.size() - tailBytes, tailBytes);
    int end = tailBytes - END_BYTES;
    while (end >= 0 && tail.getInt(end) != 0x06054b50) {
      end--;
    }
    if (end < 0) {
      throw new ZipException("it has no table of contents; it was cut short or is no zip");
    }
    long tableBytes = tail.getInt(end + 12) & 0xffffffffL;
    long tableAt = file.size() - tailBytes + end - tableBytes;
    if (tableBytes > LARGEST_TABLE || tableAt < 0) {
      throw new ZipException("its table of contents is damaged");
    }
    // Something may stand before the archive, which the table does not count.
    long before = tableAt - (tail.getInt(end + 16) & 0xffffffffL);
    list(read(tableAt, (int) tableBytes), before);
  }

  private void list(ByteBuffer table, long before) throws IOException {
    int at = 0;
    while (at + ENTRY_BYTES <= table.limit() && table.getInt(at) == 0x02014b50) {
      int nameBytes = table.getShort(at + 28) & 0xffff;
      int next =
          at
              + ENTRY_BYTES
              + nameBytes
              + (table.getShort(at + 30) & 0xffff)
              + (table.getShort(at + 32) & 0xffff);
      if (next > table.limit()) {
        throw new ZipException("its table of contents is damaged");
      }
      byte[] name = new byte[nameBytes];
      table.get(at + ENTRY_BYTES, name);
      entries.add(
          new Entry(
              new String(name, StandardCharsets.ISO_8859_1),
              table.getShort(at + 10) & 0xffff,
              (table.getShort(at + 8) & 1) != 0,
              table.getInt(at + 16) & 0xffffffffL,
              table.getInt(at + 20) & 0xffffffffL,
              before + (table.getInt(at + 42) & 0xffffffffL)));
      at = next;
    }
    if (entries.isEmpty()) {
      throw new ZipException("it is empty");
    }
  }

  List<Entry> entries() {
    return entries;
  }

  /** The content of an entry, unpacked. */
  InputStream open(Entry entry) throws IOException {
    if (entry.encrypted()) {
      throw new ZipException("it is encrypted, which is not supported");
    }
    if (entry.method() != 0 && entry.method() != 8) {
      throw new ZipException("compression method " + entry.method() + " is not supported");
    }
    ByteBuffer header = read(entry.headerAt(), HEADER_BYTES);
    if (header.getInt(0) != 0x04034b50) {
      throw new ZipException("its header is damaged");
    }
    file.position(
        entry.headerAt()
            + HEADER_BYTES
            + (header.getShort(26) & 0xffff)
            + (header.getShort(28) & 0xffff));
    InputStream packed = new BoundedStream(Channels.newInputStream(file), entry.packedBytes());
    return entry.method() == 0 ? packed : inflated(packed);
  }

  private static InputStream inflated(InputStream packed) {
    Inflater inflater = new Inflater(true);
    // Without a header around the data, the inflater wants one byte more than there is.
    InputStream longer = new SequenceInputStream(packed, new ByteArrayInputStream(new byte[1]));
    return new InflaterInputStream(longer, inflater) {
      @Override
      public void close() throws IOException {
        inflater.end();
        super.close();
      }
    };
  }

  private ByteBuffer read(long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (at < 0 || file.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException("it ends too early");
      }
    }
    return buffer.flip();
  }
}

package dev.ductile.env.rom;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks into archives, and into archives inside them, whatever their names are: zip, tar and gzip.
 * An entry that cannot be read is reported and the next one is looked at.
 */
final class RomArchives {
  private static final int DEEPEST = 4;
  private static final int TAR_BLOCK = 512;

  /** Byte n is character n: names decide nothing, so none of them can be wrong. */
  private static final Charset ANY_NAME = StandardCharsets.ISO_8859_1;

  private final Sink sink;

  /** What becomes of what is found. Its limits end the reading with an exception. */
  interface Sink {
    /** An entry follows. */
    void entry();

    /** So many bytes were unpacked. */
    void unpacked(long bytes);

    /** The content of a file, cut after {@link Rom#MAX_BYTES} and one. */
    void content(byte[] content);

    /** Something could not be read, or is nested too deep. */
    void unreadable(String name, String why);
  }

  RomArchives(Sink sink) {
    this.sink = sink;
  }

  /** What the first bytes of a file say it is. */
  enum Format {
    ZIP,
    GZIP,
    TAR,
    SEVEN_ZIP("7z"),
    RAR("rar"),
    XZ("xz"),
    BZIP2("bzip2"),
    ZSTANDARD("zstd"),
    PLAIN;

    /** For those that cannot be opened. */
    final String unsupported;

    Format() {
      this(null);
    }

    Format(String unsupported) {
      this.unsupported = unsupported;
    }

    boolean isArchive() {
      return this != PLAIN;
    }

    static Format of(byte[] head) {
      String text = new String(head, StandardCharsets.ISO_8859_1);
      if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
        return ZIP;
      }
      if (text.startsWith("\37\213")) {
        return GZIP;
      }
      if (text.startsWith("7z\274\257\47\34")) {
        return SEVEN_ZIP;
      }
      if (text.startsWith("Rar!\32\7")) {
        return RAR;
      }
      if (text.startsWith("\3757zXZ\0")) {
        return XZ;
      }
      if (text.matches("(?s)BZh[1-9]1AY&SY.*")) {
        return BZIP2;
      }
      if (text.startsWith("\50\265\57\375")) {
        return ZSTANDARD;
      }
      return text.length() > 262 && text.startsWith("ustar", 257) ? TAR : PLAIN;
    }
  }

  /** Reads a zip by its table of contents, which knows more than what stands before an entry. */
  void zip(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ZipTable zip = new ZipTable(channel);
      for (ZipTable.Entry entry : zip.entries()) {
        sink.entry();
        if (entry.isFolder()) {
          continue;
        }
        try (CheckedInputStream in = new CheckedInputStream(zip.open(entry), new CRC32())) {
          look(in, entry.name(), 1);
          if (in.getChecksum().getValue() != entry.crc32()) {
            sink.unreadable(entry.name(), "its checksum is wrong");
          }
        } catch (IOException e) {
          sink.unreadable(entry.name(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  /** Reads whatever a stream holds, to its end. */
  void look(InputStream stream, String name, int depth) throws IOException {
    BufferedInputStream in = new BufferedInputStream(new Counted(stream), 1 << 16);
    in.mark(TAR_BLOCK);
    byte[] head = in.readNBytes(TAR_BLOCK);
    in.reset();
    Format format = Format.of(head);
    if (format.isArchive() && depth > DEEPEST) {
      sink.unreadable(name, "it lies too deep in other archives");
    } else if (format.unsupported != null) {
      sink.unreadable(name, "a " + format.unsupported + " archive, which is not supported");
    } else if (format == Format.ZIP) {
      nestedZip(in, depth);
    } else if (format == Format.GZIP) {
      look(new GZIPInputStream(in), name, depth + 1);
    } else if (format == Format.TAR) {
      tar(in, depth);
    } else {
      sink.content(in.readNBytes(Rom.MAX_BYTES + 1));
    }
    byte[] rest = new byte[1 << 16];
    while (in.read(rest) >= 0) {
      // counted, so that a bomb is noticed, and read, so that its checksum is known
    }
  }

  @SuppressWarnings("StreamResourceLeak") // the stream belongs to the archive around it
  private void nestedZip(InputStream in, int depth) throws IOException {
    ZipInputStream zip = new ZipInputStream(in, ANY_NAME);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      sink.entry();
      if (!entry.isDirectory()) {
        look(zip, entry.getName(), depth + 1);
      }
    }
  }

  /** Only plain files; long names stand in entries of their own, which are no ROMs. */
  private void tar(InputStream in, int depth) throws IOException {
    while (true) {
      byte[] header = in.readNBytes(TAR_BLOCK);
      if (header.length < TAR_BLOCK || header[0] == 0) {
        return;
      }
      sink.entry();
      long size = octal(header, 124, 12);
      byte kind = header[156];
      String name = new String(header, 0, 100, StandardCharsets.ISO_8859_1).replaceAll("\0.*", "");
      BoundedStream content = new BoundedStream(in, size);
      if (kind == '0' || kind == 0) {
        look(content, name, depth + 1);
      }
      content.skipNBytes(content.left());
      in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
    }
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String text =
        new String(header, from, length, StandardCharsets.ISO_8859_1).replaceAll("[\0 ]", "");
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text, 8);
    } catch (NumberFormatException e) {
      throw new IOException("a header of the tar archive is damaged", e);
    }
  }

  /** Tells how much is unpacked. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return BoundedStream.one(this);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = in.read(into, offset, length);
      sink.unpacked(Math.max(0, n));
      return n;
    }
  }
}

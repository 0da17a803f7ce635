package dev.ductile.env.rom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives as people have them, made by tools of thirty years. */
class RomArchivesTest {
  @TempDir private Path folder;
  private final List<String> contents = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private final RomArchives archives =
      new RomArchives(
          new RomArchives.Sink() {
            @Override
            public void entry() {}

            @Override
            public void unpacked(long bytes) {}

            @Override
            public void content(byte[] content) {
              contents.add(new String(content, StandardCharsets.UTF_8));
            }

            @Override
            public void unreadable(String name, String why) {
              unreadable.add(name + ": " + why);
            }
          });

  private static byte[] zip(Charset names, boolean stored, String... namesAndContents)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
        ZipEntry entry = new ZipEntry(namesAndContents[i]);
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(content);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(content.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private void readZip(byte[] zip) throws IOException {
    archives.zip(Files.write(folder.resolve("a.zip"), zip));
  }

  @Test
  void namesInOldCodePages() throws IOException {
    readZip(zip(StandardCharsets.ISO_8859_1, false, "Pelé.bin", "one", "b.bin", "two"));
    assertThat(contents).containsExactly("one", "two");
  }

  @Test
  void storedEntriesWithDataDescriptors() throws IOException {
    byte[] zip = zip(StandardCharsets.UTF_8, true, "a.bin", "one");
    zip[6] |= 8; // sizes follow the entry, says the header, as tools that write to pipes do
    readZip(zip);
    assertThat(contents).containsExactly("one");
  }

  @Test
  void aMethodThatIsNotKnownSkipsItsEntryOnly() throws IOException {
    byte[] zip = zip(StandardCharsets.UTF_8, false, "a.bin", "one", "b.bin", "two");
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(zip.length - 6);
    bytes.putShort(8, (short) 12); // bzip2
    bytes.putShort(directory + 10, (short) 12);
    readZip(zip);
    assertThat(contents).containsExactly("two");
    assertThat(unreadable).singleElement().asString().startsWith("a.bin: ");
  }

  @Test
  void archivesInArchives() throws IOException {
    byte[] inner = zip(StandardCharsets.UTF_8, false, "a.bin", "one", "b.bin", "two");
    ByteArrayOutputStream tarred = new ByteArrayOutputStream();
    tar(tarred, "folder/inner.zip", inner);
    tar(tarred, "c.bin", "three".getBytes(StandardCharsets.UTF_8));
    tarred.write(new byte[1024]);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(tarred.toByteArray());
    }
    archives.look(new ByteArrayInputStream(zipped.toByteArray()), "roms.tar.gz", 0);
    assertThat(contents).containsExactly("one", "two", "three");
    assertThat(unreadable).isEmpty();
  }

  private static void tar(OutputStream out, String name, byte[] content) throws IOException {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, String.format(java.util.Locale.ROOT, "%011o", content.length));
    header[156] = '0';
    put(header, 257, "ustar");
    out.write(header);
    out.write(content);
    out.write(new byte[(512 - content.length % 512) % 512]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  @Test
  void whatIsNotSupportedIsNamed() throws IOException {
    byte[] sevenZip = {'7', 'z', (byte) 0xbc, (byte) 0xaf, 0x27, 0x1c, 0, 4};
    archives.look(new ByteArrayInputStream(sevenZip), "roms.7z", 0);
    assertThat(unreadable).containsExactly("roms.7z: a 7z archive, which is not supported");
    assertThat(contents).isEmpty();
  }
}

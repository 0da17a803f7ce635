package dev.ductile.base.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process, a full disk or a careless hand leaves behind is noticed and mended. */
class UnpackedJarTest {
  private static final String LIBRARY = "org/example/linux-x86_64/libexample.so.2";
  private static final byte[] CONTENT = new byte[300_000];

  @TempDir private Path scratch;
  private Path file;
  private UnpackedJar unpacked;

  @BeforeEach
  void unpack() throws IOException {
    Arrays.fill(CONTENT, (byte) 7);
    Path jar = jar(scratch.resolve("example-linux-x86_64.jar"));
    PackedJar packed = PackedJar.read(jar, Pattern.compile(".*"));
    assertThat(packed.libraries())
        .extracting(PackedJar.PackedLibrary::entry)
        .containsExactly(LIBRARY);
    unpacked = new UnpackedJar(packed, scratch.resolve("cache"));
    file = scratch.resolve("cache/example-linux-x86_64.jar").resolve(LIBRARY);
    assertThat(unpacked.missing()).hasSize(1);
    unpacked.complete();
    expectWhole();
  }

  private static Path jar(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name :
          new String[] {LIBRARY, "META-INF/x/libno.so", "org/Example.class", "a/../../libout.so"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.equals(LIBRARY) ? CONTENT : name.getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  private void expectWhole() throws IOException {
    assertThat(unpacked.missing()).isEmpty();
    assertThat(unpacked.damaged()).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(CONTENT);
    // JavaCPP unpacks again, in place, what has another date than the jar says.
    assertThat(Files.getLastModifiedTime(file).toMillis())
        .isEqualTo(
            new java.util.zip.ZipFile(scratch.resolve("example-linux-x86_64.jar").toFile())
                .getEntry(LIBRARY)
                .getTime());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).as("nothing else is left").containsExactly(file);
    }
  }

  @Test
  void aLibraryCutShortIsUnpackedAgain() throws IOException {
    Files.write(file, Arrays.copyOf(CONTENT, 1000));
    assertThat(unpacked.missing()).hasSize(1);
    unpacked.complete();
    expectWhole();
  }

  @Test
  void whatWasNeverCheckedIsRead() throws IOException {
    Files.delete(scratch.resolve("cache/example-linux-x86_64.jar/.checked"));
    assertThat(unpacked.missing()).hasSize(1);
    byte[] zeros = new byte[CONTENT.length]; // the right size, as after a crash of the machine
    Files.write(file, zeros);
    unpacked.complete();
    expectWhole();
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Files.writeString(file.resolveSibling(".libexample.so.2.123-1.tmp"), "half");
    Files.delete(file);
    unpacked.complete();
    expectWhole();
  }

  @Test
  void aDamagedJarIsSaid() throws IOException {
    Path jar = scratch.resolve("example-linux-x86_64.jar");
    byte[] bytes = Files.readAllBytes(jar);
    bytes[100] ^= 1;
    Files.write(jar, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    Files.delete(file);
    assertThatThrownBy(() -> unpacked.complete())
        .hasMessageContaining(file.getFileName().toString());
    assertThat(file).doesNotExist();
  }
}

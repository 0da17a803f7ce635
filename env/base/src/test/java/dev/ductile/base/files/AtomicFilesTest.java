package dev.ductile.base.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFiles.write(file, "one");
    AtomicFiles.write(file, "two \u03b5");
    assertThat(file).usingCharset(StandardCharsets.UTF_8).hasContent("two \u03b5");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void fullDiskLeavesTheFormerFileAndNoTemporaryOne() throws IOException {
    Path file = folder.resolve("a.bin");
    AtomicFiles.write(file, "former");
    // 100 bytes fit, as on a disk that runs full while writing.
    assertThatThrownBy(
            () -> AtomicFiles.write(file, out -> out.write(new byte[1 << 20]), p -> fullAt(p, 100)))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "cannot write "
                + file
                + ": the disk is full; free some space or write to another disk");
    assertThat(file).hasContent("former");
    assertThat(names()).containsExactly("a.bin");
  }

  @Test
  void failureOnCloseCountsToo() throws IOException {
    Path file = folder.resolve("a.bin");
    // Less than the buffer: the bytes only reach the full disk when the stream is closed.
    assertThatThrownBy(
            () -> AtomicFiles.write(file, out -> out.write(new byte[50]), p -> fullAt(p, 10)))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("disk is full");
    assertThat(names()).isEmpty();
  }

  @Test
  void uncheckedFailureOfTheContentLeavesNothing() throws IOException {
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    folder.resolve("a"),
                    out -> {
                      out.write(1);
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void pathBelowAFileIsRefusedInOneLine() {
    Path file = folder.resolve("file");
    AtomicFiles.write(file, "x");
    assertThatThrownBy(() -> AtomicFiles.write(file.resolve("below"), "y"))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "cannot write "
                + file.resolve("below")
                + ": a part of the path is a file, not a folder; choose another folder");
  }

  @Test
  void missingFolderIsMadeAndFolderInTheWayIsNamed() throws IOException {
    AtomicFiles.write(folder.resolve("new").resolve("a"), "y");
    assertThat(folder.resolve("new").resolve("a")).hasContent("y");
    Files.createDirectory(folder.resolve("d"));
    assertThatThrownBy(() -> AtomicFiles.write(folder.resolve("d"), "y"))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("a folder of that name is in the way");
  }

  @Test
  void readOnlyFileSystemIsNamed() {
    assertThatThrownBy(() -> AtomicFiles.write(Path.of("/proc/self/ductile.txt"), "y"))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("cannot write /proc/self/ductile.txt: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void killedWriterLeavesTheFormerFileAndItsLeftoverIsRemoved() throws Exception {
    Path file = folder.resolve("checkpoint");
    AtomicFiles.write(file, "former");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlowWriter.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("half written");
      child.destroyForcibly().waitFor();
    }
    assertThat(file).hasContent("former");
    assertThat(names()).hasSize(2).contains("checkpoint");
    assertThat(AtomicFiles.removeLeftovers(folder)).isEqualTo(1);
    assertThat(names()).containsExactly("checkpoint");
  }

  /** Writes half of a file and waits to be killed. */
  static final class SlowWriter {
    private SlowWriter() {}

    public static void main(String[] args) {
      AtomicFiles.write(
          Path.of(args[0]),
          out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            System.out.println("half written");
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          });
    }
  }

  static OutputStream fullAt(Path file, int capacityBytes) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new OutputStream() {
      private int written;

      @Override
      public void write(int value) throws IOException {
        if (written++ >= capacityBytes) {
          throw new IOException("No space left on device");
        }
        out.write(value);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}

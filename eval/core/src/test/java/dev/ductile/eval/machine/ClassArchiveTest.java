package dev.ductile.eval.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir private Path scratch;

  @Test
  void oneProcessWritesItAndLaterOnesStartWithIt() throws Exception {
    Path file = scratch.resolve("classes.jsa");
    try (ClassArchive archive = new ClassArchive(file)) {
      List<String> writer = archive.flags();
      assertThat(writer).anyMatch(flag -> flag.startsWith("-XX:ArchiveClassesAtExit="));
      assertThat(archive.flags()).as("one writes").isEmpty();
      java(writer);
      assertThat(file).as("nobody has taken it yet").doesNotExist();
      archive.ended(List.of());
      assertThat(file).doesNotExist();
      archive.ended(writer);
      assertThat(file).exists();
      List<String> reader = archive.flags();
      assertThat(reader).contains("-XX:SharedArchiveFile=" + file);
      assertThat(java(reader)).contains(System.getProperty("java.version"));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aWriterThatWasKilledIsFollowedByAnother() throws Exception {
    try (ClassArchive archive = new ClassArchive(scratch.resolve("classes.jsa"))) {
      archive.ended(archive.flags());
      assertThat(archive.flags()).isNotEmpty();
    }
  }

  private static String java(List<String> flags) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    words.add("--version");
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}

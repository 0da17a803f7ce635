package dev.ductile.env.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.Digests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFilesTest {
  @TempDir Path folder;

  @Test
  void damagedLibraryIsReplaced() throws Exception {
    NativeFiles.Library ale = NativeFiles.Library.ALE;
    Path file = NativeFiles.extract(ale, folder);
    assertThat(Digests.sha256(file)).isEqualTo(ale.sha256);
    Files.write(file, new byte[] {1});
    NativeFiles.extract(ale, folder);
    assertThat(Digests.sha256(file)).isEqualTo(ale.sha256);
  }

  @Test
  void manyMayExtractAtOnce() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      List<Future<Path>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(pool.submit(() -> NativeFiles.extract(NativeFiles.Library.ALE, folder)));
      }
      for (Future<Path> one : all) {
        assertThat(Digests.sha256(one.get())).isEqualTo(NativeFiles.Library.ALE.sha256);
      }
    } finally {
      pool.shutdownNow();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("no temporary file left").hasSize(1);
    }
  }

  @Test
  void folderThatCannotBeMadeGetsOneClearLine() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> NativeFiles.extract(NativeFiles.Library.ALE, file.resolve("natives")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("DUCTILE_HOME")
        .hasMessageContaining(file.toString());
  }

  @Test
  void otherPlatformsAreSentToDocker() {
    for (String[] platform :
        List.of(
            new String[] {"Mac OS X", "aarch64"},
            new String[] {"Linux", "aarch64"},
            new String[] {"Windows 11", "amd64"})) {
      assertThatThrownBy(() -> NativeFiles.checkPlatform(platform[0], platform[1]))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("Docker");
    }
    assertThatCode(() -> NativeFiles.checkPlatform("Linux", "amd64")).doesNotThrowAnyException();
  }
}

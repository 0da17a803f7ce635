package dev.ductile.env.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in game's ROM is what its source assembles to. */
class VolleyAssemblyTest {
  private static final int SECONDS = 60;

  @Test
  void assemblesToTheRomAmongTheResources(@TempDir Path folder) throws Exception {
    assumeTrue(isOnPath("dasm"), "skipped: dasm, which assembles the built-in game, is missing");
    Path script =
        Path.of(
            System.getProperty("ductile.root", ".."),
            "env",
            "atari",
            "src",
            "main",
            "asm",
            "build.sh");
    assertThat(script).isRegularFile();
    Path assembled = folder.resolve("volley.bin");
    Process process =
        new ProcessBuilder("sh", script.toString(), assembled.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("log"), StandardCharsets.UTF_8))
        .isZero();
    try (InputStream resource = BuiltInGame.class.getResourceAsStream("volley.bin")) {
      assertThat(Files.readAllBytes(assembled)).isEqualTo(resource.readAllBytes());
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}

package dev.ductile.eval.video;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.folder.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Java without windows says so in one line, and still draws; the Java is made up. */
class WindowSystemTest {
  @TempDir Path javaHome;

  @Test
  void knowsAJavaWithoutWindows() throws IOException {
    assertThat(WindowSystem.hasLibrary(javaHome)).isFalse();
    Files.createDirectory(javaHome.resolve("lib"));
    Files.createFile(javaHome.resolve("lib/libawt_xawt.so"));
    assertThat(WindowSystem.hasLibrary(javaHome)).isTrue();
  }

  /** In a JVM of its own: this one is headless for good. */
  @Test
  void failuresOfEveryKindAreOneLineThatSaysWhatToDo() throws Exception {
    for (String failure : Opener.FAILURES) {
      assertThat(opened(failure, List.of("-Djava.awt.headless=false")))
          .startsWith("REFUSED cannot open a window: the Java in " + javaHome)
          .contains("comes without windows", "openjdk-17-jre", "record")
          .hasLineCount(1);
    }
    assertThat(opened("UnsatisfiedLinkError", List.of("-Djava.awt.headless=true")))
        .contains("comes without windows");
  }

  @Test
  void withTheLibraryOnlyTheDisplayIsMissing() throws Exception {
    Files.createDirectory(javaHome.resolve("lib"));
    Files.createFile(javaHome.resolve("lib/libawt_xawt.so"));
    assertThat(opened("AWTError", List.of("-Djava.awt.headless=false")))
        .isEqualTo(
            "REFUSED cannot open a window: there is no display here; record to a .mp4 or .gif file"
                + " instead\n");
  }

  @Test
  void aJavaWithoutWindowsIsToldSo() throws Exception {
    assertThat(opened("prepare", List.of())).isEqualTo("headless true\n");
    assertThat(opened("prepare", List.of("-Djava.awt.headless=false")))
        .isEqualTo("headless false\n");
  }

  private String opened(String failure, List<String> options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ChildJvm.command(Opener.class, new ArrayList<>(options), javaHome.toString(), failure));
    builder.environment().put("DISPLAY", ":4711");
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Opens what fails as a Java does that has no windows. */
  static final class Opener {
    static final List<String> FAILURES =
        List.of("UnsatisfiedLinkError", "NoClassDefFoundError", "AWTError", "HeadlessException");

    private Opener() {}

    public static void main(String[] args) {
      if (args[1].equals("prepare")) {
        System.setProperty("java.home", args[0]);
        WindowSystem.prepare();
        System.out.println("headless " + System.getProperty("java.awt.headless"));
        return;
      }
      try {
        WindowSystem.open(() -> fail(args[1]), Path.of(args[0]));
      } catch (dev.ductile.base.files.OutputException e) {
        System.out.println("REFUSED " + e.getMessage());
      }
    }

    private static Object fail(String failure) {
      switch (failure) {
        case "UnsatisfiedLinkError" ->
            throw new UnsatisfiedLinkError("Can't load library: libawt_xawt.so");
        case "NoClassDefFoundError" ->
            throw new NoClassDefFoundError("Could not initialize class java.awt.Toolkit");
        case "AWTError" -> throw new java.awt.AWTError("Can't connect to X11 window server");
        default -> throw new java.awt.HeadlessException();
      }
    }
  }
}

package dev.ductile.eval.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the images' scripts from a folder that is laid out as in the image. */
final class Scripts {
  static final Path ROOT = Path.of(System.getProperty("ductile.root", "../..")).toAbsolutePath();
  private static final int SECONDS = 20;

  private final Path folder;

  /** How a script ended and what it printed. */
  record Result(int code, String out, String err) {}

  /** Lays out {@code docker/*.sh} beside a launcher that is given. */
  Scripts(Path folder, String launcher) throws IOException {
    this.folder = folder;
    Path scripts = Files.createDirectories(folder.resolve("docker"));
    for (String name : List.of("assemble.sh", "entrypoint.sh", "healthcheck.sh")) {
      Files.copy(ROOT.resolve("docker").resolve(name), scripts.resolve(name));
      executable(scripts.resolve(name));
    }
    Path file = folder.resolve("ductile");
    Files.writeString(file, launcher);
    executable(file);
  }

  private static void executable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make executable: " + file);
    }
  }

  /** Starts a script; its output goes to the files {@code out} and {@code err}. */
  Process start(String script, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("docker").resolve(script).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DUCTILE_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits for a script that was started. */
  Result await(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + SECONDS + " s: " + text("err"));
    }
    return new Result(process.exitValue(), text("out"), text("err"));
  }

  Result run(String script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return await(start(script, environment, arguments));
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }
}

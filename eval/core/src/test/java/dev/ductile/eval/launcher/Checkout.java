package dev.ductile.eval.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher in a checkout of empty folders, with a Maven and a Java that only write down. */
final class Checkout {
  private static final Path ROOT =
      Path.of(System.getProperty("ductile.root", "../..")).toAbsolutePath();
  private static final int SECONDS = 60;

  /** Writes its arguments down and does as a build does: it writes the class path. */
  private static final String MAVEN =
      """
      #!/bin/sh
      if [ "$1" = -v ]; then echo 'Apache Maven 3.9.9'; exit; fi
      echo "$*" >>"$BUILDS"
      [ -z "$MAVEN_FAILS" ] || { echo 'no network'; exit 1; }
      for word; do case $word in -Dductile.classpath=*) file=${word#*=} ;; esac; done
      printf %s "$0" >"$file"
      case $* in *without.spark*) ;; *) printf %s "$BUILDS" >"$file.spark" ;; esac
      """;

  private static final String JAVA = "#!/bin/sh\necho \"$*\"\n";

  private final Path folder;
  private final Path builds;

  Checkout(Path folder) throws IOException {
    this.folder = folder;
    this.builds = folder.resolve("builds");
    for (String name : List.of(".mvn", "env", "replay", "agent", "eval")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("pom.xml"), "<project/>");
    Files.copy(ROOT.resolve("ductile"), folder.resolve("ductile"));
    executable(folder.resolve("ductile"));
    program("bin/mvn", MAVEN);
    program("bin/spark-submit", JAVA);
    program("jdk/bin/java", JAVA);
    program("jdk/bin/javac", JAVA);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
  }

  private void program(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    executable(file);
  }

  private static void executable(Path file) {
    if (!file.toFile().setExecutable(true)) {
      throw new IllegalStateException("cannot make executable: " + file);
    }
  }

  /** How a start ended; {@code out} is what Java was called with. */
  record Start(int code, String out, String err) {}

  /** A start that goes on. */
  record Running(Process process, Path out, Path err) {
    Start await() throws IOException, InterruptedException {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("still running after " + SECONDS + " s");
      }
      return new Start(process.exitValue(), text(out), text(err));
    }
  }

  Running begin(Map<String, String> environment, String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = folder.resolve("ductile").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("DUCTILE_"));
    variables.remove("JAVA_OPTS");
    variables.put("JAVA_HOME", folder.resolve("jdk").toString());
    variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
    variables.put("BUILDS", builds.toString());
    variables.putAll(environment);
    return new Running(builder.start(), out, err);
  }

  Start start(Map<String, String> environment, String... arguments) throws Exception {
    return begin(environment, arguments).await();
  }

  /** What Maven was called with, one line a build. */
  List<String> builds() throws IOException {
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  Path folder() {
    return folder;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}

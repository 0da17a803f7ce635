package dev.ductile.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.folder.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of Ductile as a library compile, as a project of their own would, and run. */
class LibraryExamplesTest {
  private static final Path ROOT = Path.of(System.getProperty("ductile.root", "../.."));
  private static final Path EXAMPLES = ROOT.resolve("eval/examples");
  private static final int SECONDS = 240;

  @TempDir private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-d", classes.toString(), "-cp", classPath(), "--release", "17"));
    arguments.addAll(List.of("-Xlint:all,-processing,-classfile,-path", "-Werror", "-proc:none"));
    try (Stream<Path> files = Files.walk(EXAMPLES.resolve("src/main/java"))) {
      files.filter(Files::isRegularFile).forEach(file -> arguments.add(file.toString()));
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, System.out, System.out, arguments.toArray(String[]::new));
    assertThat(code).as("javac's exit code; what it said is above").isZero();
    Path services = Path.of("META-INF", "services");
    Files.createDirectories(classes.resolve(services));
    try (Stream<Path> files =
        Files.list(EXAMPLES.resolve("src/main/resources").resolve(services))) {
      for (Path file : files.toList()) {
        Files.copy(file, classes.resolve(services).resolve(file.getFileName().toString()));
      }
    }
  }

  private static String classPath() {
    List<String> command = ChildJvm.command(LibraryExamplesTest.class, List.of());
    return command.get(command.indexOf("-cp") + 1);
  }

  private static String output(String main, String... arguments) throws Exception {
    List<String> command = ChildJvm.command(LibraryExamplesTest.class, List.of("-Xmx512m"));
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, classes + File.pathSeparator + command.get(classPath));
    command.set(command.size() - 1, main);
    command.addAll(List.of(arguments));
    Path log = classes.resolveSibling(main + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  @Test
  void environmentsAreMadeSteppedAndRead() throws Exception {
    assertThat(output("example.Watch"))
        .containsPattern("slot 0: -?\\d+ points, mean grey [1-9]")
        .containsPattern("slot 1: -?\\d+ points, mean grey [1-9]");
  }

  @Test
  void anAgentIsTrainedWithAnInterventionOfTheExamplesOwn() throws Exception {
    assertThat(output("example.Train", "6k"))
        .containsPattern("[1-9]\\d* updates with .*centred-weights:share=0\\.1");
  }

  @Test
  void theExamplesPomNamesModulesThatThereAre() throws IOException {
    String pom = Files.readString(EXAMPLES.resolve("pom.xml"));
    assertThat(pom)
        .contains("<ductile.version>" + CodeIdentity.current().version() + "</ductile.version>");
    List<String> wanted =
        Pattern.compile("<artifactId>(ductile-(?!examples)[a-z0-9-]+)</artifactId>")
            .matcher(pom)
            .results()
            .map(match -> match.group(1))
            .toList();
    String parent = Files.readString(ROOT.resolve("pom.xml"));
    assertThat(wanted).hasSizeGreaterThan(1);
    wanted.forEach(name -> assertThat(parent).contains("<artifactId>" + name + "</artifactId>"));
  }
}

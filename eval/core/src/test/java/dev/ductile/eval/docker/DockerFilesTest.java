package dev.ductile.eval.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Dockerfile, its ignore file and the compose file name what is there, and all of it. */
class DockerFilesTest {
  private static final Path DOCKER = Scripts.ROOT.resolve("docker");

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }

  private static List<MatchResult> find(String regex, String text) {
    return Pattern.compile(regex, Pattern.MULTILINE).matcher(text).results().toList();
  }

  private static String dockerfile() throws IOException {
    return read(DOCKER.resolve("Dockerfile")).replace("\\\n", " ");
  }

  /** Sources by target of the COPY instructions that read the build context. */
  private static Map<String, String> copies() throws IOException {
    Map<String, String> copies = new TreeMap<>();
    for (MatchResult copy : find("^COPY (?!--from)(.+) (\\S+)$", dockerfile())) {
      for (String source : copy.group(1).trim().split("\\s+")) {
        copies.put(source, copy.group(2));
      }
    }
    return copies;
  }

  /** The poms of a module and of all modules below it, relative to the root. */
  private static void collectPoms(Path module, Set<String> poms) throws IOException {
    Path pom = module.resolve("pom.xml");
    poms.add(Scripts.ROOT.relativize(pom).toString());
    for (MatchResult child : find("<module>([^<]+)</module>", read(pom))) {
      collectPoms(module.resolve(child.group(1)), poms);
    }
  }

  @Test
  void theDependencyLayerHoldsThePomsOfTheReactor() throws IOException {
    Set<String> poms = new TreeSet<>();
    collectPoms(Scripts.ROOT, poms);
    assertThat(poms).hasSizeGreaterThan(7);
    Map<String, String> copied = new TreeMap<>(copies());
    copied.keySet().removeIf(source -> !source.endsWith("pom.xml"));
    assertThat(copied.keySet()).as("COPY .../pom.xml in docker/Dockerfile").isEqualTo(poms);
    copied.forEach((source, target) -> assertThat(target).isIn(source, "./"));
  }

  @Test
  void theBuildStageHoldsTheSourcesOfTheReactor() throws IOException {
    Map<String, String> copied = copies();
    List<MatchResult> modules =
        find("<module>([^<]+)</module>", read(Scripts.ROOT.resolve("pom.xml")));
    assertThat(modules).hasSizeGreaterThan(3);
    for (MatchResult module : modules) {
      assertThat(copied).containsEntry(module.group(1), module.group(1));
    }
  }

  @Test
  void whateverIsCopiedIsThereAndNotIgnored() throws IOException {
    List<String> admitted = new ArrayList<>();
    for (MatchResult line : find("^!(\\S+)$", read(Scripts.ROOT.resolve(".dockerignore")))) {
      admitted.add(line.group(1));
    }
    Set<String> topLevel = new TreeSet<>();
    for (String source : copies().keySet()) {
      assertThat(Scripts.ROOT.resolve(source)).as("COPY %s", source).exists();
      topLevel.add(Path.of(source).getName(0).toString());
    }
    assertThat(admitted)
        .as("!-lines of .dockerignore")
        .containsExactlyInAnyOrderElementsOf(topLevel);
    assertThat(admitted).allSatisfy(name -> assertThat(Scripts.ROOT.resolve(name)).exists());
  }

  @Test
  void scriptsThatAreNamedAreExecutableFiles() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path file : List.of(DOCKER.resolve("Dockerfile"), DOCKER.resolve("compose.yaml"))) {
      for (MatchResult script : find("(?:/opt/ductile/|RUN )docker/([a-z-]+\\.sh)", read(file))) {
        named.add(script.group(1));
      }
    }
    assertThat(named)
        .containsExactly("assemble.sh", "entrypoint.sh", "healthcheck.sh", "self-test.sh")
        .allSatisfy(name -> assertThat(DOCKER.resolve(name)).isExecutable());
  }

  @Test
  void composeBuildsStagesThatExist() throws IOException {
    Set<String> stages = new TreeSet<>();
    find("^FROM \\S+ AS (\\S+)$", dockerfile()).forEach(stage -> stages.add(stage.group(1)));
    assertThat(stages).contains("build", "test", "runtime", "base-cpu", "base-gpu");
    List<MatchResult> targets = find("target: (\\S+)", read(DOCKER.resolve("compose.yaml")));
    assertThat(targets).hasSize(2).allSatisfy(t -> assertThat(t.group(1)).isIn(stages));
  }
}

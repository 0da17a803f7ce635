package dev.ductile.base.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassDigestTest {
  private static final String REDO = "dev/ductile/agent/intervention/ReDo.class";

  @TempDir private Path folder;

  private Path write(String place, String name, String content) throws IOException {
    Path root = folder.resolve(place);
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    return root;
  }

  private static String of(Path... entries) {
    StringBuilder classPath = new StringBuilder();
    for (Path entry : entries) {
      classPath.append(entry).append(File.pathSeparator);
    }
    return ClassDigest.of(classPath.toString());
  }

  @Test
  void aChangedConstantIsOtherCode() throws IOException {
    Path classes = write("a", REDO, "period 5");
    String before = of(classes);
    assertThat(before).hasSize(64);
    assertThat(of(classes)).isEqualTo(before);
    write("a", REDO, "period 6");
    assertThat(of(classes)).isNotEqualTo(before);
  }

  @Test
  void aJarIsWhatItsFolderIs() throws IOException {
    Path classes = write("a", REDO, "period 5");
    Path jar = folder.resolve("any-name.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/maven/pom.properties"));
      out.write(1);
      out.putNextEntry(new JarEntry(REDO));
      out.write("period 5".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(of(jar)).isEqualTo(of(classes));
    assertThat(of(folder.resolve("absent"), jar)).isEqualTo(of(classes));
  }

  @Test
  void ofTwoClassesOfOneNameTheFirstCountsAsInJava() throws IOException {
    Path first = write("a", REDO, "period 5");
    Path second = write("b", REDO, "period 6");
    assertThat(of(first, second)).isEqualTo(of(first)).isNotEqualTo(of(second));
  }

  @Test
  void pluggedInServicesCountAndReportsAndLibrariesDoNot() throws IOException {
    Path classes = write("a", REDO, "period 5");
    String before = of(classes);
    write("a", "dev/ductile/eval/sweep/ClaimPanel.class", "red");
    write("a", "dev/ductile/base/code/code.properties", "version=2");
    write("a", "org/library/Library.class", "2");
    assertThat(of(classes)).isEqualTo(before);
    write("a", "META-INF/services/dev.ductile.agent.engine.Engine", "mine.Engine");
    assertThat(of(classes)).isNotEqualTo(before);
  }

  @Test
  void allClassesOfWhatPlugsSomethingInCount() throws IOException {
    Path classes = write("a", REDO, "period 5");
    Path plugged = write("mine", "mine/Pull.class", "rate 1");
    write("mine", "mine/notes.txt", "1");
    assertThat(of(classes, plugged)).as("a library").isEqualTo(of(classes));
    write("mine", "META-INF/services/dev.ductile.agent.intervention.InterventionProvider", "Pull");
    String before = of(classes, plugged);
    write("mine", "mine/notes.txt", "2");
    assertThat(of(classes, plugged)).isEqualTo(before);
    write("mine", "mine/Pull.class", "rate 2");
    assertThat(of(classes, plugged)).isNotEqualTo(before);
  }
}

package dev.ductile.eval.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/** The launcher starts Java as this version of Spark asks. */
class LauncherFlagsTest {
  /** For linear algebra that nothing here uses; Java warns of it at each start. */
  private static final String INCUBATOR = "--add-modules=jdk.incubator.vector";

  @Test
  void flagsAreThoseOfSpark() throws IOException {
    Path launcher = Path.of(System.getProperty("ductile.root", "../..")).resolve("ductile");
    String text = Files.readString(launcher).split("spark_flags=\\(", 2)[1].split("\\n\\)", 2)[0];
    List<String> wanted =
        Stream.of(JavaModuleOptions.defaultModuleOptionArray())
            .filter(flag -> !flag.equals(INCUBATOR))
            .toList();
    assertThat(text.strip().split("\\s+")).containsExactlyElementsOf(wanted);
  }
}

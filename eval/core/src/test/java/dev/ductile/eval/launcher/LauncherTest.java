package dev.ductile.eval.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.parts.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the launcher builds and when, and with what it starts Java. */
class LauncherTest {
  private static final Map<String, String> PLAIN = Map.of();

  @TempDir private Path scratch;
  private Checkout checkout;

  @BeforeEach
  void layOut() throws IOException {
    checkout = new Checkout(scratch.toRealPath());
  }

  private static Map<String, String> parts(String names) {
    return Map.of("DUCTILE_PARTS", names);
  }

  @Test
  void theFirstStartLeavesOutEveryPart() throws Exception {
    Checkout.Start start = checkout.start(PLAIN, "train", "--frames", "4");
    assertThat(start.code()).as(start.err()).isZero();
    assertThat(start.err()).contains("about 220 MB").hasLineCount(1);
    assertThat(checkout.builds()).hasSize(1);
    for (Part part : Part.values()) {
      assertThat(checkout.builds().get(0)).contains("-Dductile.without." + part.text());
    }
    assertThat(start.out())
        .contains("-Dductile.launcher=" + checkout.folder().resolve("ductile"))
        .contains("-Dductile.fetched= ")
        .contains("bin/mvn dev.ductile.eval.cli.Main train --frames 4");
  }

  @Test
  void whatIsBuiltIsNotBuiltAgainUntilASourceChanges() throws Exception {
    checkout.start(PLAIN);
    Checkout.Start second = checkout.start(PLAIN);
    assertThat(second.err()).isEmpty();
    assertThat(checkout.builds()).hasSize(1);
    Files.writeString(checkout.folder().resolve("agent/New.java"), "class New {}");
    Checkout.Start third = checkout.start(PLAIN);
    assertThat(third.err()).isEqualTo("ductile: building …\n");
    assertThat(checkout.builds()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void aPartIsFetchedOnceWhenAskedFor(Part part) throws Exception {
    checkout.start(PLAIN);
    Checkout.Start first = checkout.start(parts(part.text()), "doctor");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).matches("ductile: building \\(.* downloads .*, \\d+ MB\\) …\n");
    String build = checkout.builds().get(1);
    assertThat(build).doesNotContain("without." + part.text());
    assertThat(build.split("without", -1)).hasSize(Part.values().length);
    assertThat(first.out()).contains("-Dductile.fetched=" + part.text() + " ");
    assertThat(checkout.start(parts(part.text())).err()).isEmpty();
    // A command without the part has a class path without it, and is told that it is there.
    Checkout.Start without = checkout.start(PLAIN);
    assertThat(without.err()).isEmpty();
    assertThat(without.out()).contains("-Dductile.fetched=" + part.text() + " ");
    assertThat(checkout.builds()).hasSize(2);
  }

  @Test
  void theOrderOfPartsDoesNotMatter() throws Exception {
    Checkout.Start first = checkout.start(parts("video,spark,dl4j"));
    assertThat(first.err()).contains("220 MB", "160 MB", "118 MB", "27 MB").hasLineCount(1);
    assertThat(checkout.start(parts("dl4j,video,spark,dl4j")).err()).isEmpty();
    assertThat(checkout.builds()).singleElement().asString().doesNotContain("without");
  }

  /** Trials get the class path that they would have without Spark. */
  @Test
  void sparkIsOnTheClassPathOfTheSweepAlone() throws Exception {
    String root = checkout.folder().toString();
    String training = root + "/eval/core/target/classes:" + root + "/bin/mvn";
    Checkout.Start plain = checkout.start(PLAIN, "sweep");
    assertThat(plain.out())
        .contains("-cp " + training + " ")
        .doesNotContain("spark", "--add-opens");
    Checkout.Start start = checkout.start(parts("spark"), "sweep", "--spark", "local[2]");
    assertThat(start.out())
        .contains("-Dductile.training.classpath=" + training + " ")
        .contains("-cp " + root + "/eval/spark/target/ductile-eval-spark.jar:" + root + "/builds ")
        .contains("--add-opens=java.base/java.nio=ALL-UNNAMED")
        .endsWith("sweep --spark local[2]\n");
  }

  @Test
  void sparkSubmitIsStartedInPlaceOfJava() throws Exception {
    String root = checkout.folder().toString();
    Checkout.Start start =
        checkout.start(
            Map.of("DUCTILE_SPARK_SUBMIT", root + "/bin/spark-submit --master x"), "sweep", "f");
    assertThat(start.code()).as(start.err()).isZero();
    assertThat(checkout.builds().get(0)).doesNotContain("without.spark");
    assertThat(start.out())
        .startsWith("--master x --class dev.ductile.eval.spark.SubmittedSweep ")
        .contains("\"-Dductile.training.classpath=" + root + "/eval/core/target/classes:")
        .doesNotContain("--add-opens")
        .endsWith(root + "/eval/spark/target/ductile-eval-spark.jar sweep f\n");
  }

  @Test
  void aPartThatCannotBeFetchedSpoilsNothing() throws Exception {
    checkout.start(PLAIN);
    Checkout.Start failed =
        checkout.start(Map.of("DUCTILE_PARTS", "video", "MAVEN_FAILS", "yes"), "play");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("27 MB", "no network", "the build failed; its log is");
    Checkout.Start without = checkout.start(PLAIN);
    assertThat(without.code()).isZero();
    assertThat(without.err()).isEmpty();
    assertThat(without.out()).contains("-Dductile.fetched= ");
  }

  @Test
  void anUnknownPartIsRefused() throws Exception {
    Checkout.Start start = checkout.start(parts("dl4j,vidoe"));
    assertThat(start.code()).isEqualTo(2);
    assertThat(start.err()).contains("'vidoe'", "dl4j spark video").hasLineCount(1);
    assertThat(checkout.builds()).isEmpty();
  }

  @Test
  void startsAtTheSameTimeBuildOnce() throws Exception {
    List<Checkout.Running> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      running.add(checkout.begin(parts("dl4j"), "train"));
    }
    for (Checkout.Running start : running) {
      assertThat(start.await().code()).isZero();
    }
    assertThat(checkout.builds()).hasSize(1);
  }

  @Test
  void anOldJavaIsRefusedByItsReleaseFile() throws Exception {
    Files.writeString(checkout.folder().resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Checkout.Start start = checkout.start(PLAIN);
    assertThat(start.code()).isEqualTo(1);
    assertThat(start.err()).contains("Java 11.0.2").hasLineCount(1);
  }
}

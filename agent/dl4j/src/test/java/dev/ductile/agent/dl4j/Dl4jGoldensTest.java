package dev.ductile.agent.dl4j;

import dev.ductile.agent.golden.LearnerGoldens;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every learner golden, met by the DL4J engine. */
class Dl4jGoldensTest {
  @TestFactory
  Stream<DynamicTest> goldens() {
    List<Path> files = LearnerGoldens.files();
    Assumptions.assumeFalse(
        files.isEmpty(), "no learner goldens: set -Dductile.goldens=FOLDER to run them");
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> LearnerGoldens.check(new Dl4jEngine(), file)));
  }
}

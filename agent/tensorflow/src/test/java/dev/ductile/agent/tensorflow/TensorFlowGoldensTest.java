package dev.ductile.agent.tensorflow;

import dev.ductile.agent.golden.LearnerGoldens;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every learner golden, met by the TensorFlow engine. */
class TensorFlowGoldensTest {
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
                    () -> LearnerGoldens.check(new TensorFlowEngine(), file)));
  }
}

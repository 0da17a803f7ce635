package dev.ductile.eval.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepMeansTest {
  @TempDir Path folder;

  @Test
  void oneValueForEachTagAndStep() throws IOException {
    Path file;
    try (TensorBoardWriter writer = TensorBoardWriter.create(folder)) {
      file = writer.file();
      StepMeans means = new StepMeans(writer);
      means.flush();
      means.add("return", 10, 1);
      means.add("length", 10, 100);
      means.add("return", 10, 4);
      means.add("return", 10, 4);
      means.flushBefore(10);
      assertThat(EventFileReader.scalars(file)).as("step 10 is not over").isEmpty();
      means.add("return", 20, 7);
      means.flushBefore(30);
      means.flush();
    }
    assertThat(EventFileReader.scalars(file))
        .isEqualTo(
            Map.of(
                "return", List.of(Map.entry(10L, 3.0), Map.entry(20L, 7.0)),
                "length", List.of(Map.entry(10L, 100.0))));
  }
}

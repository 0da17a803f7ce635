package dev.ductile.eval.cli.bench.all;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From the start of {@code ductile train} to its first line in {@code metrics.jsonl}, which is
 * written after the first step; then the training is ended.
 *
 * @param patience for the process
 */
record StartMeasurement(Duration patience) implements Measurement {
  private static final Figure START = new Figure("start to first step", "s", "", 1, "");
  private static final int POLL_MILLISECONDS = 5;

  @Override
  public List<Figure> figures() {
    return List.of(START);
  }

  @Override
  public Map<Figure, Double> measure(Side side) throws RowFailure, InterruptedException {
    if (side.isPeer()) {
      return Map.of();
    }
    Path scratch;
    try {
      scratch = Files.createTempDirectory("ductile-bench");
    } catch (IOException e) {
      throw RowFailure.failed("cannot make a temporary folder: " + e.getMessage());
    }
    Path run = scratch.resolve("run");
    List<String> words =
        List.of("train", "--run", run.toString(), "--set", "run.logPeriodFrames=4");
    try (Child child = Child.start(side.command(words))) {
      return Map.of(START, firstStep(child, run.resolve("metrics.jsonl")));
    } finally {
      remove(scratch);
    }
  }

  private double firstStep(Child child, Path log) throws RowFailure, InterruptedException {
    while (child.seconds() < patience.toSeconds()) {
      double seconds = child.seconds();
      if (log.toFile().length() > 0) {
        return seconds;
      }
      if (!child.isAlive()) {
        throw child.ended();
      }
      Thread.sleep(POLL_MILLISECONDS);
    }
    throw RowFailure.failed("no step after " + patience.toSeconds() + " s");
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      return; // the system clears its temporary files
    }
  }
}

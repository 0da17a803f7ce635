package dev.ductile.eval.cli.bench.all;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Agent steps of as many trainings at once as there are cores, one thread each, in those of one
 * that has all cores.
 *
 * @param words of one training
 * @param cores of the machine
 * @param patience for one process
 */
record TrialsMeasurement(List<String> words, int cores, Duration patience) implements Measurement {
  private static final Figure TIMES =
      new Figure("steps of all in those of one with all cores", "times", "", 1, "");
  private static final String RATE = "framesPerSecond";

  @Override
  public List<Figure> figures() {
    return List.of(TIMES);
  }

  @Override
  public Map<Figure, Double> measure(Side side) throws RowFailure, InterruptedException {
    if (side.isPeer()) {
      return Map.of();
    }
    double alone = together(side, 1, cores);
    return Map.of(TIMES, together(side, cores, 1) / alone);
  }

  private double together(Side side, int trials, int threads)
      throws RowFailure, InterruptedException {
    List<String> line =
        Stream.concat(
                words.stream(),
                Stream.of(
                    "--set",
                    "run.engineThreads=" + threads,
                    "--set",
                    "run.environmentThreads=" + threads))
            .toList();
    List<Child> children = new ArrayList<>();
    try {
      for (int i = 0; i < trials; i++) {
        children.add(Child.start(side.command(line)));
      }
      double sum = 0;
      for (Child child : children) {
        JsonNode json = child.figures(patience);
        if (!json.path(RATE).isNumber()) {
          throw RowFailure.failed("printed no number " + RATE);
        }
        sum += json.get(RATE).asDouble();
      }
      return sum;
    } finally {
      children.forEach(Child::close);
    }
  }
}

package dev.ductile.eval.spark;

import dev.ductile.eval.sweep.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What Spark costs a trial beside its process, one at a time: submitting, scheduling, loading
 * Ductile's code, gathering. Trials turn out to be done when their tasks come to them.
 */
final class SparkOverhead {
  private final FakeSweep sweep;
  private long startNanos;

  private SparkOverhead(FakeSweep sweep) {
    this.sweep = sweep;
  }

  /** {@code FOLDER TRIALS}. */
  public static void main(String[] args) throws Exception {
    int trials = Integer.parseInt(args[1]);
    for (int round = 0; round < 3; round++) {
      String[] hows = IntStream.range(0, trials).mapToObj(i -> "h" + i).toArray(String[]::new);
      Path out = Path.of(args[0], "round" + round);
      new SparkOverhead(new FakeSweep(out, hows)).run(trials);
    }
    System.exit(0);
  }

  private void run(int trials) {
    long before = System.nanoTime();
    List<TrialResult> results = sweep.run("local[1,1]", Map.of(), this::finishAll);
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d trials: %.3f s each; Spark's start %.1f s%n",
        results.size(),
        seconds / trials,
        (startNanos - before) / 1e9);
  }

  /** Asked first when Spark has started and no trial was submitted. */
  private boolean finishAll() {
    if (startNanos == 0) {
      sweep.sweep().trials().forEach(trial -> finish(sweep.sweep().folder(trial).run()));
      startNanos = System.nanoTime();
    }
    return false;
  }

  private static void finish(Path run) {
    try {
      Files.createDirectories(run);
      Files.writeString(run.resolve("summary.json"), "{\"completed\": true}");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

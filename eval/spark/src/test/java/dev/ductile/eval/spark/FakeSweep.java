package dev.ductile.eval.spark;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepListener;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.definition.TrialResolver;
import dev.ductile.eval.sweep.remote.RemoteSweep;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A sweep of {@link FakeTrial}s, one for each way to end, and what was heard of it. */
final class FakeSweep implements SweepListener {
  private static final int SECONDS = 60;

  private final Sweep sweep;
  private final List<String> heard = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();
  private final List<String> retries = new ArrayList<>();

  FakeSweep(Path out, String... hows) throws IOException {
    this("", out, hows);
  }

  /** A sweep with further lines in its file. */
  FakeSweep(String lines, Path out, String... hows) throws IOException {
    String text =
        """
        name: fake
        about: a sweep for tests
        size: desk
        differences: everything
        command: train
        arguments: [--frames, "5000"]
        axes:
          how: {option: --how, values: [%s]}
        """;
    Files.createDirectories(out);
    this.sweep =
        new Sweep(
            SweepFile.parse(text.formatted(String.join(", ", hows)) + lines, "fake.yaml"),
            out,
            CodeIdentity.current(),
            new Words());
  }

  /** Takes words for what they are. */
  static final class Words implements TrialResolver {
    @Override
    public List<String> identities(List<Trial> trials) {
      return trials.stream().map(t -> Trial.ofWords(t.command(), t.arguments())).toList();
    }

    @Override
    public TrialDemand demand(Trial trial) {
      return new TrialDemand(1, 1, "cpu");
    }
  }

  List<TrialResult> run(String master, Map<String, String> settings, BooleanSupplier stop) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putIfAbsent("spark.ui.enabled", "false");
    RemoteSweep remote = new RemoteSweep(sweep, FakeTrial.class.getName(), master, 0, all);
    return new SparkScheduler().run(remote, stop, this);
  }

  @Override
  public void onStart(Trial trial, TrialFolder folder) {
    starts.add(trial.describe());
  }

  @Override
  public void onRetry(TrialResult result, int retry, int of) {
    String cause = result.cause().orElseThrow().text();
    retries.add(result.trial().describe() + " " + retry + "/" + of + " " + cause);
  }

  List<String> toldStarts() {
    return starts;
  }

  List<String> retries() {
    return retries;
  }

  @Override
  public void onTrial(TrialResult result, int finished, int total, Duration took, Duration left) {
    heard.add(
        result.trial().describe()
            + " "
            + result.state()
            + " "
            + finished
            + "/"
            + total
            + (took.isNegative() || took.isZero() ? " in no time" : ""));
  }

  Sweep sweep() {
    return sweep;
  }

  List<String> heard() {
    return heard;
  }

  TrialFolder folder(String how) {
    return sweep.folder(
        sweep.trials().stream().filter(t -> how.equals(t.labels().get("how"))).findFirst().get());
  }

  Path file(String how, String name) {
    return folder(how).path().resolve(name);
  }

  /** How a trial's processes were started. */
  List<String> starts(String how) throws IOException {
    Path file = file(how, "starts");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(line -> line.split(" ")[0]).toList()
        : List.of();
  }

  /** The number of a process that waits for a signal. */
  long awaitPid(String how) throws Exception {
    Path waits = file(how, "waits");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.exists(waits) || Files.readString(waits).isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("did not start in time: " + waits);
      }
      Thread.sleep(20);
    }
    return Long.parseLong(Files.readString(waits));
  }
}

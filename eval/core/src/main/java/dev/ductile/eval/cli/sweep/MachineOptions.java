package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Quantities;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.sweep.SweepBudget;
import dev.ductile.eval.sweep.SweepLimits;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of {@code sweep} about what its trials may take of this machine. */
public final class MachineOptions {
  private static final String JOBS = "--jobs";

  /** What a cluster decides. */
  private static final List<String> LOCAL = List.of("--retries", "--gpus", "--trials-per-gpu");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = JOBS,
      paramLabel = "N",
      description = {
        "Trials at a time, or auto: as many as have cores and memory of their own. Default: 1;"
            + " with --spark as many as it has room for.",
        "Trials that would not fit into memory together wait for each other."
      })
  private String jobs = "1";

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = {
        "Further processes for a trial that crashed, ran out of memory or was stopped from outside;"
            + " it goes on from its checkpoint. Default: 2.",
        "An impossible configuration and a loss that is not finite are never retried."
      })
  private int retries = 2;

  @Option(
      names = "--gpus",
      split = ",",
      paramLabel = "LIST",
      description =
          "Cards that trials on GPUs are spread over, such as 0,1; each trial sees its own only.")
  private List<String> gpus = List.of();

  @Option(
      names = "--trials-per-gpu",
      paramLabel = "N",
      description = "Trials that share a card of --gpus. Default: 1.")
  private int trialsPerGpu = 1;

  /**
   * Refuses values that are not possible.
   *
   * @param elsewhere whether a cluster runs the trials
   */
  public void check(boolean elsewhere) {
    jobs();
    Options.atLeast("--retries", retries, 0);
    Options.atLeast("--trials-per-gpu", trialsPerGpu, 1);
    for (String option : LOCAL) {
      if (elsewhere && isGiven(option)) {
        throw new ConfigurationException(
            option + " is for trials that run here: the cluster has settings of its own for that");
      }
    }
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** What was given; empty for auto. */
  private OptionalInt jobs() {
    if (jobs.equals("auto")) {
      return OptionalInt.empty();
    }
    try {
      int given = Math.toIntExact(Quantities.whole(jobs));
      Options.atLeast(JOBS, given, 1);
      return OptionalInt.of(given);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new ConfigurationException("--jobs '" + jobs + "': give a whole number, or auto", e);
    }
  }

  /** Trials that a cluster may have together; 0 leaves it to the cluster. */
  public int jobsElsewhere() {
    return isGiven(JOBS) ? jobs().orElse(0) : 0;
  }

  /** Trials that run here together. */
  int jobs(SweepBudget budget) {
    return jobs().orElseGet(budget::jobs);
  }

  /** What the trials may take of this machine. */
  SweepLimits limits(SweepBudget budget) {
    // Each card as often as trials share it, one round after the other.
    List<String> places =
        IntStream.range(0, trialsPerGpu).boxed().flatMap(i -> gpus.stream()).toList();
    return new SweepLimits(jobs(budget), retries, budget.memoryBytes(), places);
  }
}

package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of {@code sweep --until-decided}. */
public final class SequentialOptions {
  private static final int STEP = 5;
  private static final int MOST = 30;

  @Option(
      names = "--until-decided",
      description =
          "Add seeds to those of the file until each claim is decided, or there are --max-seeds."
              + " Intervals are wider, for all looks together err as often as said.")
  private boolean untilDecided;

  @Option(
      names = "--seeds-step",
      paramLabel = "N",
      description = "With --until-decided: seeds that are added at a time. Default: 5.")
  private Integer step;

  @Option(
      names = "--max-seeds",
      paramLabel = "N",
      description = "With --until-decided: the most seeds, 20 or more. Default: 30.")
  private Integer most;

  /** Refuses options that have no meaning. */
  public void check() {
    if (!untilDecided && (step != null || most != null)) {
      throw new ConfigurationException(
          "--seeds-step and --max-seeds are for --until-decided: add it");
    }
    Options.atLeast("--seeds-step", step == null ? STEP : step, 1);
  }

  /**
   * The looks at a sweep.
   *
   * @return empty for the one look that is the rule
   * @throws ConfigurationException if the sweep cannot be added to
   */
  public Optional<GroupSequential> plan(SweepDefinition sweep) {
    if (!untilDecided) {
      return Optional.empty();
    }
    int first = sweep.seedAxis().map(axis -> axis.labels().size()).orElse(0);
    if (first < SeedIntervals.MINIMUM_FOR_VERDICT || sweep.claims().isEmpty()) {
      throw new ConfigurationException(
          "--until-decided needs claims, and an axis of --seed with "
              + SeedIntervals.MINIMUM_FOR_VERDICT
              + " seeds or more to begin with; there are "
              + sweep.claims().size()
              + " claims and "
              + first
              + " seeds");
    }
    int last = most == null ? MOST : most;
    Options.atLeast("--max-seeds", last, Math.max(GroupSequential.LEAST_MOST, first + 1L));
    GroupSequential plan = new GroupSequential(first, step == null ? STEP : step, last);
    refuseTuningSeeds(sweep, last);
    return Optional.of(plan);
  }

  /** Seeds that are added may meet those that chose. */
  private static void refuseTuningSeeds(SweepDefinition sweep, int last) {
    List<String> reported = sweep.withSeeds(last).seedAxis().orElseThrow().labels();
    sweep
        .chosen()
        .map(chosen -> chosen.tuning())
        .or(sweep::tuning)
        .ifPresent(
            tuning ->
                tuning.seeds().stream()
                    .filter(reported::contains)
                    .findFirst()
                    .ifPresent(
                        seed -> {
                          throw new ConfigurationException(
                              "--max-seeds " + last + ": seed " + seed + " is one of tuning's");
                        }));
  }
}

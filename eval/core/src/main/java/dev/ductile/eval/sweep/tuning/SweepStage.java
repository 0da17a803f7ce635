package dev.ductile.eval.sweep.tuning;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialResolver;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What of a sweep can be run now: its tuning, in {@code OUT/tuning}, until every method's choice is
 * made, then the sweep itself. What was chosen follows from the tuning's results alone, so that it
 * is the same after an interruption.
 *
 * @param definition of this stage
 * @param out its output folder
 * @param before trials of the list that come before those of this stage
 * @param after trials that follow once this stage is done
 */
public record SweepStage(SweepDefinition definition, Path out, int before, int after) {
  /**
   * The stage that a sweep is at.
   *
   * @param out the sweep's output folder
   */
  public static SweepStage of(
      SweepDefinition definition, Path out, CodeIdentity code, TrialResolver resolver) {
    if (definition.tuning().isEmpty()) {
      return new SweepStage(definition, out, 0, 0);
    }
    SweepStage tuning = tuning(definition, out);
    return TuningSelection.of(definition, tuningOf(definition, out, code, resolver).found())
        .map(definition::tuned)
        .map(tuned -> new SweepStage(tuned, out, Trial.count(tuning.definition()), 0))
        .orElse(tuning);
  }

  /**
   * The stage that a trial belongs to.
   *
   * @param index its place in the list of all: tuning first
   * @return empty if that stage cannot be run yet
   */
  public static Optional<SweepStage> of(
      SweepDefinition definition, Path out, CodeIdentity code, TrialResolver resolver, int index) {
    if (definition.tuning().isEmpty()) {
      return Optional.of(new SweepStage(definition, out, 0, 0));
    }
    SweepStage tuning = tuning(definition, out);
    int first = Trial.count(tuning.definition());
    int all = first + tuning.after();
    if (index < 0 || index >= all) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "--trial %d: sweep %s has the trials 0 to %d, of which those from %d on are reported",
              index,
              definition.name(),
              all - 1,
              first));
    }
    if (index < first) {
      return Optional.of(tuning);
    }
    SweepStage now = of(definition, out, code, resolver);
    return now.isTuning() ? Optional.empty() : Optional.of(now);
  }

  /** The sweep that tunes another, whatever stage that is at. */
  public static Sweep tuningOf(
      SweepDefinition definition, Path out, CodeIdentity code, TrialResolver resolver) {
    SweepStage tuning = tuning(definition, out);
    return new Sweep(tuning.definition(), tuning.out(), code, resolver);
  }

  private static SweepStage tuning(SweepDefinition definition, Path out) {
    return new SweepStage(
        definition.tuningSweep(), out.resolve("tuning"), 0, Trial.count(definition));
  }

  /** Whether the sweep's own trials are still to come. */
  public boolean isTuning() {
    return after > 0;
  }
}

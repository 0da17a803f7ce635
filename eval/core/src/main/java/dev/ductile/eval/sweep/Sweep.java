package dev.ductile.eval.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.definition.TrialResolver;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialFolders;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep with its output folder. Trials that are done are never run again; one that was started
 * goes on where it can, or begins anew.
 */
public final class Sweep {
  private final SweepDefinition definition;
  private final Path out;
  private final CodeIdentity code;
  private final TrialResolver resolver;
  private final List<Trial> trials;
  private final TrialFolders folders;

  /**
   * A sweep.
   *
   * @param out the output folder
   * @param code the code that runs its trials
   * @param resolver says what trials' words mean
   * @throws ConfigurationException if a trial cannot be run, or two points are the same trial
   */
  public Sweep(SweepDefinition definition, Path out, CodeIdentity code, TrialResolver resolver) {
    this(definition, Trial.of(definition, resolver), out, code, resolver);
  }

  /** A sweep of which only some trials count. */
  Sweep(
      SweepDefinition definition,
      List<Trial> trials,
      Path out,
      CodeIdentity code,
      TrialResolver resolver) {
    this.definition = definition;
    this.out = out;
    this.code = code;
    this.resolver = resolver;
    this.trials = trials;
    Map<String, Trial> byIdentity = new HashMap<>();
    for (Trial trial : trials) {
      Trial before = byIdentity.put(trial.identitySha256(), trial);
      if (before != null) {
        throw sameTrial(before, trial);
      }
    }
    this.folders = new TrialFolders(out, trials, resolver);
  }

  /** The refusal of points that differ in their labels only: no repetition, and twice the time. */
  private ConfigurationException sameTrial(Trial first, Trial second) {
    return new ConfigurationException(
        "sweep "
            + definition.name()
            + ": two points are the same trial: "
            + first.describe()
            + " and "
            + second.describe()
            + "; leave one of them out, or name it under skip:");
  }

  /** What the sweep's file says. */
  public SweepDefinition definition() {
    return definition;
  }

  /** The output folder. */
  public Path out() {
    return out;
  }

  /** All trials, in order. */
  public List<Trial> trials() {
    return trials;
  }

  /** A trial's folder, which need not be there. */
  public TrialFolder folder(Trial trial) {
    return folders.folder(trial);
  }

  /** What a trial takes of a machine. */
  public TrialDemand demand(Trial trial) {
    return resolver.demand(trial);
  }

  /** What is there now. */
  public List<TrialResult> found() {
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : trials) {
      TrialFolder folder = folder(trial);
      results.add(new TrialResult(trial, folder, folder.state(), folder.attempts().lastReason()));
    }
    return results;
  }

  /** The code that runs its trials. */
  public CodeIdentity code() {
    return code;
  }
}

package dev.ductile.eval.sweep.remote;

import dev.ductile.base.parts.NamedServices;
import dev.ductile.base.parts.Part;
import dev.ductile.eval.sweep.SweepListener;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Runs a sweep's trials wherever it has room for them. Found as a service. */
public interface SweepScheduler {
  /** Its name on the command line. */
  String name();

  /**
   * Runs all trials that are not done. A failure does not stop the rest.
   *
   * @param stop once true, running trials are told to stop and none is begun
   * @return one result for each trial, in the sweep's order
   */
  List<TrialResult> run(RemoteSweep sweep, BooleanSupplier stop, SweepListener listener);

  /**
   * Finds one.
   *
   * @param part brings it
   */
  static SweepScheduler of(Part part) {
    return NamedServices.find(
        SweepScheduler.class, SweepScheduler::name, "scheduler", part.text(), part);
  }
}

package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs that end before what was asked for begins: possible, but seldom meant. */
final class ShortRuns {
  private ShortRuns() {}

  /** Lines for the log, none for usual runs. */
  static List<String> warnings(RunConfig config) {
    List<String> warnings = new ArrayList<>();
    long frames = config.run().frames();
    long firstUpdate = config.pace().firstUpdateSteps() * config.env().frameSkip();
    if (frames < firstUpdate) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "nothing will be learned: the run ends after %,d frames, the first update comes after"
                  + " %,d (replay.minimumTransitions = %d)",
              frames,
              firstUpdate,
              config.replay().minimumTransitions()));
    }
    if (config.measurement().on() && frames < config.measurement().periodFrames()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "nothing will be measured: the run ends after %,d frames, the first measurement comes"
                  + " after %,d (--measure-period)",
              frames,
              config.measurement().periodFrames()));
    }
    return warnings;
  }
}

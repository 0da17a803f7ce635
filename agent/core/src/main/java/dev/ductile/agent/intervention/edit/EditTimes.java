package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import java.util.Arrays;

/**
 * When an edit happens: at given frames, or else periodically. Both are looked at after every group
 * of updates, so that an edit comes with the first group that reaches its time.
 */
final class EditTimes {
  private static final String FRAMES = "at-frames";
  private static final String PERIOD = "period-updates";

  /** Far above any use, and exact as a double. */
  static final long LATEST = 1_000_000_000_000L;

  private EditTimes() {}

  /** Adds the two parameters. */
  static InterventionType.Builder describe(InterventionType.Builder type, long standardPeriod) {
    return type.whole(PERIOD, standardPeriod, 1, EditTimes.LATEST, "where at-frames is none")
        .wholes(FRAMES, 1, EditTimes.LATEST, "emulator frames, once at each: 50000+100000");
  }

  /** Whether an edit is due at least once. */
  static boolean comeWithin(Options arguments, long updates, long lastFrame) {
    long[] frames = arguments.wholes(FRAMES);
    return frames.length == 0
        ? arguments.whole(PERIOD) <= updates
        : Arrays.stream(frames).anyMatch(frame -> frame <= lastFrame);
  }

  /** Whether an edit is due. */
  static boolean isDue(Options arguments, EditContext site) {
    long[] frames = arguments.wholes(FRAMES);
    for (long frame : frames) {
      if (site.reachedFrame(frame)) {
        return true;
      }
    }
    return frames.length == 0 && site.everyUpdates(arguments.whole(PERIOD));
  }

  /** Counts go on from the prefix: what has passed there does not come again. */
  static ForkEntry entry(Options arguments, ForkPoint fork) {
    long[] frames = arguments.wholes(FRAMES);
    return frames.length > 0 && Arrays.stream(frames).allMatch(frame -> frame <= fork.frames())
        ? ForkEntry.refused(
            "its at-frames count from the run's beginning and have passed at the fork, which is at"
                + " frame "
                + fork.frames())
        : ForkEntry.plain(
            "at multiples of period-updates, or at-frames, both counted over the whole run");
  }
}

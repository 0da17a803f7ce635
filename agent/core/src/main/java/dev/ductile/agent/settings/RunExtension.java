package dev.ductile.agent.settings;

import dev.ductile.agent.config.MemoryConfig;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunSchedule;
import dev.ductile.base.ConfigurationException;
import java.util.Locale;

/**
 * Whether a run can be made longer than it was begun, and still be the run that would have been
 * begun with that length.
 */
public final class RunExtension {
  /** The key of a run's length. */
  public static final String KEY = "run.frames";

  private RunExtension() {}

  /**
   * Refuses what would not be the same as a longer run from the beginning.
   *
   * @param config of the run, with either length
   * @param fromFrames the length that it was begun with
   * @param toFrames the length that is wanted; the same is no extension
   * @throws ConfigurationException with the reason and what to do
   */
  public static void require(RunConfig config, long fromFrames, long toFrames) {
    if (toFrames == fromFrames) {
      return;
    }
    if (toFrames < fromFrames) {
      throw refused(fromFrames, toFrames, "a run can be made longer only");
    }
    MemoryConfig replay = config.replay();
    if (replay.prioritized()
        && replay.importanceExponentStart() != replay.importanceExponentEnd()) {
      throw refused(
          fromFrames,
          toFrames,
          "replay.importanceExponentStart rises to replay.importanceExponentEnd over the whole"
              + " length, so that a longer run would have learned otherwise from the beginning");
    }
    if (config.run().schedule() == RunSchedule.OVERLAPPED) {
      throw refused(
          fromFrames,
          toFrames,
          "with run.schedule OVERLAPPED the last updates of a run are made in another order than"
              + " in the midst of a longer one");
    }
  }

  private static ConfigurationException refused(long from, long to, String reason) {
    return new ConfigurationException(
        String.format(
            Locale.ROOT,
            "%s was %d, now %d: %s; start a new run with --frames %d",
            KEY,
            from,
            to,
            reason,
            to));
  }
}

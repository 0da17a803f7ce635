package dev.ductile.env.trace;

/** Receives a trace line by line. */
public interface TraceListener {
  /**
   * A step was made. Where it ended the episode, the row shows the last observation of that
   * episode.
   *
   * @param row the line
   */
  void row(TraceRow row);

  /**
   * The environment was reset: at the very beginning and after every end of an episode.
   *
   * @param afterStep number of the step before, -1 at the beginning
   * @param crc32 CRC-32 of the first observation of the new episode
   */
  default void reset(int afterStep, long crc32) {}
}

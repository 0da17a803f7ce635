package dev.ductile.eval.output;

import java.time.Duration;

/**
 * Shows how a training is getting on: a bar on a terminal, plain lines elsewhere. Both go to
 * standard error. For one thread.
 */
public interface ProgressDisplay extends AutoCloseable {
  /**
   * Takes the newest figures. Cheap; the rate at which anything is shown is limited inside.
   *
   * @param snapshot where the training stands
   */
  void update(ProgressSnapshot snapshot);

  /**
   * Whether an update would be shown now. A caller that does not want to make a snapshot for every
   * step asks this first.
   */
  boolean isDue();

  /** Shows the newest figures once more and leaves the cursor at the start of an empty line. */
  @Override
  void close();

  /**
   * The display that fits where standard error goes.
   *
   * @param name what is being trained, in a word or two
   * @param startFrames frames done before this process, for a resumed run, or 0
   * @param totalFrames frames at which the training ends
   * @param plainInterval time between lines where there is no terminal
   */
  static ProgressDisplay create(
      String name, long startFrames, long totalFrames, Duration plainInterval) {
    ProgressText text = new ProgressText(name, totalFrames);
    RateMeter rate = new RateMeter(startFrames, System.nanoTime());
    return Terminals.isStandardErrorTerminal()
        ? new TerminalProgressDisplay(text, rate)
        : new PlainProgressDisplay(text, rate, System.err, plainInterval, System::nanoTime);
  }
}

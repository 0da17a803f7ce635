package dev.ductile.eval.progress;

import java.io.PrintStream;
import java.time.Duration;

/**
 * Shows how something that takes a while is getting on: a bar on a terminal, plain lines elsewhere.
 * Both go to standard error. For one thread.
 */
public interface ProgressDisplay extends AutoCloseable {
  /** Time between lines where there is no terminal. */
  Duration PLAIN_INTERVAL = Duration.ofSeconds(10);

  /**
   * Takes the newest figures, and ends what {@link #activity} said. Cheap; the rate at which
   * anything is shown is limited inside.
   *
   * @param snapshot where it stands
   */
  void update(ProgressSnapshot snapshot);

  /**
   * Whether an update would be shown now. A caller that does not want to make a snapshot for every
   * step asks this first.
   */
  boolean isDue();

  /**
   * Says what is being done while no figures change, such as a measurement, until the next update
   * that is due, or another activity. Shown with the time that it takes already; without a terminal
   * only if it takes long.
   *
   * @param text what is being done; null for nothing any more
   */
  void activity(String text);

  /**
   * A display for a part of the work, in the place of this one until it is closed.
   *
   * @param name what is done, in a word or two
   * @param start where the part stands
   */
  ProgressDisplay part(String name, ProgressSnapshot start);

  /** Shows the newest figures once more and leaves the cursor at the start of an empty line. */
  @Override
  void close();

  /**
   * Plain lines, wherever they go.
   *
   * @param name what is done, in a word or two
   * @param out where to
   */
  static ProgressDisplay plain(String name, PrintStream out) {
    ProgressSnapshot start = ProgressSnapshot.training(0, 0, Double.NaN, Double.NaN, Double.NaN);
    return new PlainProgressDisplay(name, start, out, PLAIN_INTERVAL, System::nanoTime);
  }

  /**
   * The display that fits where standard error goes.
   *
   * @param name what is done, in a word or two
   * @param start where it stands, for a resumed run with the frames done before this process
   */
  static ProgressDisplay create(String name, ProgressSnapshot start) {
    return Terminals.isStandardErrorTerminal()
        ? new TerminalProgressDisplay(name, start)
        : new PlainProgressDisplay(name, start, System.err, PLAIN_INTERVAL, System::nanoTime);
  }
}

package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.sweep.StaleTrials;
import dev.ductile.eval.sweep.Sweep;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Options of {@code sweep} about results that this code would not make here. */
public final class StaleOptions {
  @Option(
      names = {"--accept-stale", "--keep-older-code"},
      description = {
        "Count trials that other code, another configuration or another kind of CPU made, and go on"
            + " beside them; tables mark them."
      })
  private boolean accepted;

  @Option(
      names = "--again",
      description = "Run stale trials anew; what they came to moves to OUT/older.")
  private boolean again;

  /** Refuses both at once. */
  public void check() {
    if (again && accepted) {
      throw new ConfigurationException("give --again or --accept-stale, not both");
    }
  }

  /** Whether stale results count. */
  public boolean isAccepted() {
    return accepted;
  }

  /** Whether stale trials are run anew. */
  public boolean isAgain() {
    return again;
  }

  /**
   * Stale results are neither mixed in nor thrown away unless somebody says so.
   *
   * @param open opens the sweep once more, where trials were moved
   * @return the sweep as it is then
   * @throws ConfigurationException if there are some and nobody said so
   */
  public Sweep settle(Sweep sweep, Supplier<Sweep> open) {
    StaleTrials stale = new StaleTrials(sweep);
    if (stale.all().isEmpty()) {
      return sweep;
    }
    if (again) {
      System.err.println(
          stale.describe() + ": they are run again, and kept in " + stale.moveAside());
      return open.get();
    }
    if (!accepted) {
      throw new ConfigurationException(
          stale.describe()
              + "; --again runs them anew and keeps what they came to, --accept-stale counts them");
    }
    System.err.println(stale.describe() + ": they count as they are");
    return sweep;
  }
}

package dev.ductile.eval.cli.process;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.training.NonFiniteLossException;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.eval.probe.ProbeDivergedException;
import dev.ductile.eval.probe.data.MissingDataException;
import dev.ductile.replay.limits.ReplayMemoryException;

/** Exit codes and which failure has which. */
public final class ExitCodes {
  /** Done. */
  public static final int DONE = 0;

  /** Failed. */
  public static final int FAILED = 1;

  /** Bad usage or configuration. */
  public static final int USAGE = 2;

  /** A ROM or data set is missing. */
  public static final int MISSING = 3;

  /** Stopped early; what was done is on disk. */
  public static final int STOPPED = 75;

  private ExitCodes() {}

  /** The code of a failure. */
  static int of(Throwable failure) {
    if (failure instanceof MissingRomException || failure instanceof MissingDataException) {
      return MISSING;
    }
    return failure instanceof ConfigurationException ? USAGE : FAILED;
  }

  /** Whether a failure's message was written for the user. */
  static boolean isExplained(Throwable failure) {
    return failure instanceof ConfigurationException
        || failure instanceof MissingRomException
        || failure instanceof MissingDataException
        || failure instanceof ProbeDivergedException
        || failure instanceof OutputException
        || failure instanceof CheckpointException
        || failure instanceof EngineException
        || failure instanceof NonFiniteLossException
        || failure instanceof ReplayMemoryException;
  }
}

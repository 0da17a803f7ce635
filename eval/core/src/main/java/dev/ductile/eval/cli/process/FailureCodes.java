package dev.ductile.eval.cli.process;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.training.NonFiniteLossException;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.eval.probe.ProbeDivergedException;
import dev.ductile.eval.probe.data.MissingDataException;
import dev.ductile.replay.limits.ReplayMemoryException;

/** Which failure has which exit code. */
final class FailureCodes {
  private FailureCodes() {}

  /** The code of a failure. */
  static int of(Throwable failure) {
    if (failure instanceof MissingRomException || failure instanceof MissingDataException) {
      return ExitCodes.MISSING;
    }
    return failure instanceof ConfigurationException ? ExitCodes.USAGE : ExitCodes.FAILED;
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

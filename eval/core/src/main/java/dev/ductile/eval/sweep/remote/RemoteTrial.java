package dev.ductile.eval.sweep.remote;

import dev.ductile.base.code.TrainingClassPath;
import dev.ductile.eval.machine.ParentProcess;
import dev.ductile.eval.machine.ThisJvm;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.trial.TrialCause;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One trial as a scheduler's worker runs it. What crosses are classes of Java alone: the worker may
 * have loaded this class by a class loader of its own, so that libraries of the scheduler and of
 * Ductile do not meet.
 */
public final class RemoteTrial {
  private static final long RETRY_MILLISECONDS = 500;

  private RemoteTrial() {}

  /** A trial as text, for {@link #run}. */
  public static String text(Trial trial) {
    return TrialText.write(trial);
  }

  /**
   * Runs a trial in a process of its own, which ends with this one. A trial that another process
   * runs, as of a worker that was lost, is waited for.
   *
   * @param launchFile a {@link RemoteLaunch}
   * @param trialText from {@link #text}
   * @param folder the trial's
   * @param environment further variables of its process
   * @param stop once true, the process is told to stop and waited for
   * @return the state, the reason, the cause in words or nothing, and whether another attempt could
   *     get further
   * @throws InterruptedException if the thread was interrupted; the process has ended
   */
  public static String[] run(
      String launchFile,
      String trialText,
      String folder,
      Map<String, String> environment,
      BooleanSupplier stop)
      throws InterruptedException {
    RemoteLaunch launch = RemoteLaunch.read(Path.of(launchFile));
    System.setProperty(TrainingClassPath.PROPERTY, launch.classPath());
    List<String> flags = new ArrayList<>(launch.flags());
    flags.add("-D" + ParentProcess.PROPERTY + "=" + ProcessHandle.current().pid());
    JvmLauncher launcher =
        new JvmLauncher(ThisJvm.command(flags, launch.classPath()), launch.mainClass())
            .with(launch.environment())
            .with(environment);
    TrialRunner runner = new TrialRunner(launcher, launch.code(), stop);
    TrialResult result = runner.run(TrialText.read(trialText), new TrialFolder(Path.of(folder)));
    while (result.isTaken() && !stop.getAsBoolean()) {
      Thread.sleep(RETRY_MILLISECONDS);
      result = runner.run(result.trial(), result.folder());
    }
    return new String[] {
      result.state().name(),
      result.reason(),
      result.cause().map(TrialCause::text).orElse(""),
      Boolean.toString(result.cause().map(TrialCause::isRetried).orElse(false))
    };
  }
}

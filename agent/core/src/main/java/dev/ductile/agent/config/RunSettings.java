package dev.ductile.agent.config;

import dev.ductile.base.Checks;

/**
 * One training run.
 *
 * @param frames emulator frames to train for: agent steps × frame skip
 * @param seed every random stream is derived from it
 * @param environments environments stepped together
 * @param environmentThreads threads that step them
 * @param schedule in which order is acted and updated
 * @param engine name of the network engine
 * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param engineThreads threads inside a network operation
 * @param bfloat16 whether convolutions are computed in bfloat16
 * @param checkpointPeriodFrames frames between checkpoints, 0 for one at the end only
 * @param keepCheckpointsAtFrames where a checkpoint is written that is not deleted for newer ones
 * @param emulatorReloadFrames the first game that an environment starts after this many frames
 *     begins with the cartridge loaded again, which bounds how long a resume takes; 0 for never
 * @param logPeriodFrames frames between lines of training metrics
 */
public record RunSettings(
    long frames,
    long seed,
    int environments,
    int environmentThreads,
    RunSchedule schedule,
    String engine,
    String device,
    int engineThreads,
    boolean bfloat16,
    long checkpointPeriodFrames,
    FrameList keepCheckpointsAtFrames,
    long emulatorReloadFrames,
    long logPeriodFrames) {
  /** More threads than any machine has cores for end in thrashing, not in speed. */
  public static final int MOST_THREADS = 1024;

  /** Checks the ranges. */
  public RunSettings {
    Checks.atLeast("run.frames", frames, 1);
    Checks.atLeast("run.environments", environments, 1);
    Checks.within("run.environmentThreads", environmentThreads, 1, MOST_THREADS);
    Checks.present("run.schedule", schedule);
    Checks.present("run.engine", engine);
    Checks.present("run.device", device);
    if (!device.matches("cpu|auto|gpu(:\\d{1,3})?")) {
      throw Checks.bad("run.device", device, "use cpu, gpu, gpu:N or auto");
    }
    Checks.within("run.engineThreads", engineThreads, 1, MOST_THREADS);
    Checks.atLeast("run.checkpointPeriodFrames", checkpointPeriodFrames, 0);
    Checks.present("run.keepCheckpointsAtFrames", keepCheckpointsAtFrames);
    Checks.atLeast("run.emulatorReloadFrames", emulatorReloadFrames, 0);
    Checks.atLeast("run.logPeriodFrames", logPeriodFrames, 1);
  }
}

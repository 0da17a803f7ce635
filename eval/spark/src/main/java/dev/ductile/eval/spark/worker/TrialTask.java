package dev.ductile.eval.spark.worker;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/**
 * A trial as a task. What it came to is its value, a failure too; it fails only where another
 * attempt may get further, so that Spark makes one.
 */
public final class TrialTask implements Function<String, String[]> {
  private static final long serialVersionUID = 1;
  private static final String GPU = "gpu";
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final SharedFolder shared;
  private final String folder;

  /**
   * A task.
   *
   * @param folder the trial's
   */
  public TrialTask(SharedFolder shared, String folder) {
    this.shared = shared;
    this.folder = folder;
  }

  /**
   * Runs the trial.
   *
   * @return the state, the cause and reason if it failed, and the milliseconds that it took
   */
  @Override
  public String[] call(String trial) throws Exception {
    long start = System.nanoTime();
    TaskContext context = TaskContext.get();
    shared.problem().ifPresent(TrialTask::fail);
    String[] result =
        TrainingCode.of(shared).run(trial, folder, environment(context), stop(context));
    String reason = result[2].isEmpty() ? result[1] : result[2] + ": " + result[1];
    if (Boolean.parseBoolean(result[3])) {
      fail(reason);
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return new String[] {result[0], reason, Long.toString(took)};
  }

  private static void fail(String reason) {
    throw new TrialAttemptException(reason);
  }

  /** The GPUs that Spark gave to this task, for the trial's process alone. */
  private static Map<String, String> environment(TaskContext context) {
    Map<String, String> environment = new HashMap<>();
    ResourceInformation gpus = context.resourcesJMap().get(GPU);
    if (gpus != null) {
      environment.put("CUDA_VISIBLE_DEVICES", String.join(",", gpus.addresses()));
    }
    return environment;
  }

  /** Asked often; a look at a shared folder may take long. */
  private BooleanSupplier stop(TaskContext context) {
    return new BooleanSupplier() {
      private long nextLook = System.nanoTime();
      private boolean stopped;

      @Override
      public boolean getAsBoolean() {
        if (!stopped && System.nanoTime() - nextLook >= 0) {
          nextLook = System.nanoTime() + LOOK_NANOS;
          stopped = Files.exists(shared.stopFile());
        }
        return stopped || context.isInterrupted();
      }
    };
  }
}

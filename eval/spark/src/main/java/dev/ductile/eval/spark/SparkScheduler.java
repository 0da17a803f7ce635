package dev.ductile.eval.spark;

import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.spark.worker.FolderCheck;
import dev.ductile.eval.spark.worker.SharedFolder;
import dev.ductile.eval.sweep.SweepListener;
import dev.ductile.eval.sweep.remote.RemoteLaunch;
import dev.ductile.eval.sweep.remote.RemoteSweep;
import dev.ductile.eval.sweep.remote.SweepScheduler;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;

/** Trials as tasks of Apache Spark. */
public final class SparkScheduler implements SweepScheduler {
  private static final Set<String> FLAGS_OF_SPARK =
      Set.of(JavaModuleOptions.defaultModuleOptionArray());
  private static final String SETTING_OF_SPARK = "-Dspark.";

  /** Looked at before trials start; executors that come later are looked at by their trials. */
  private static final int MOST_CHECKS = 64;

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public List<TrialResult> run(RemoteSweep remote, BooleanSupplier stop, SweepListener listener) {
    SharedFolder shared = share(remote);
    try (SparkLog log = SparkLog.to(shared.folder().resolve("spark.log"));
        JavaSparkContext spark = SparkStart.context(remote, shared)) {
      requireReachable(spark, shared);
      return new TrialJobs(spark, remote, shared, stop, listener).run();
    } finally {
      delete(shared.stopFile());
    }
  }

  private static SharedFolder share(RemoteSweep remote) {
    Path out = remote.sweep().out();
    try {
      String token = UUID.randomUUID().toString();
      SharedFolder shared = new SharedFolder(out.toRealPath().toString(), token);
      RemoteLaunch.ofThisProcess(token, remote, SparkScheduler::isForTrials)
          .write(shared.launchFile());
      return shared;
    } catch (IOException e) {
      throw new OutputException("cannot read " + out + ": " + ReadFailures.reason(e), e);
    }
  }

  /** Not what Spark asks of Java, nor the heap that {@code spark-submit} gave to this process. */
  private static boolean isForTrials(String flag) {
    boolean heapOfSpark = flag.startsWith("-Xmx") && System.getProperty("SPARK_SUBMIT") != null;
    return !FLAGS_OF_SPARK.contains(flag) && !flag.startsWith(SETTING_OF_SPARK) && !heapOfSpark;
  }

  private static void requireReachable(JavaSparkContext spark, SharedFolder shared) {
    spark.setJobGroup("check", "looks whether executors share " + shared.out(), true);
    int checks = Math.min(MOST_CHECKS, Math.max(1, spark.defaultParallelism()));
    try {
      spark
          .parallelize(IntStream.range(0, checks).boxed().toList(), checks)
          .map(new FolderCheck(shared))
          .collect()
          .stream()
          .filter(problem -> !problem.isEmpty())
          .findFirst()
          .ifPresent(
              problem -> {
                throw new OutputException(problem);
              });
    } catch (IllegalStateException e) {
      throw spark.sc().isStopped() ? SparkStart.gone(shared, e) : e;
    } finally {
      spark.clearJobGroup();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }
}

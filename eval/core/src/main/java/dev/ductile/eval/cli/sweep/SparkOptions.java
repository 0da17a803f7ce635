package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.parts.Part;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepListener;
import dev.ductile.eval.sweep.remote.RemoteSweep;
import dev.ductile.eval.sweep.remote.SweepScheduler;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** Options of {@code sweep} for Apache Spark. */
public final class SparkOptions {
  private static final String SETTING = "spark.";

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Run trials as tasks of Apache Spark: spark://HOST:7077, yarn, or in this process"
              + " local[4,3], four at a time and each tried three times. All machines share --out.")
  private String master;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark, such as spark.executor.cores=8. Can be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Whether trials go to Spark.
   *
   * @throws ConfigurationException if a setting is none of Spark's, or there is no Spark here
   */
  public boolean isAsked() {
    for (String key : settings.keySet()) {
      if (!key.startsWith(SETTING)) {
        throw new ConfigurationException(
            "--spark-conf " + key + ": names of Spark's settings begin with " + SETTING);
      }
    }
    if (master == null && !settings.isEmpty()) {
      throw new ConfigurationException("--spark-conf goes with --spark MASTER: add it");
    }
    if (master != null) {
      Part.SPARK.require();
    }
    return master != null;
  }

  /**
   * Runs a sweep's trials.
   *
   * @param mainClass of the command line
   * @param atOnce trials that Spark may have together; 0 for as many as it has room for
   */
  public List<TrialResult> run(
      Sweep sweep, String mainClass, int atOnce, BooleanSupplier stop, SweepListener listener) {
    RemoteSweep remote = new RemoteSweep(sweep, mainClass, master, atOnce, settings);
    return SweepScheduler.of(Part.SPARK).run(remote, stop, listener);
  }
}

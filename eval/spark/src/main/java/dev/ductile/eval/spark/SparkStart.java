package dev.ductile.eval.spark;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.spark.worker.SharedFolder;
import dev.ductile.eval.spark.worker.TrialTask;
import dev.ductile.eval.sweep.remote.RemoteSweep;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Starts Spark with what a sweep needs; the user's settings come before ours. */
final class SparkStart {
  private static final String LOCAL = "local";

  /** {@code local[N,F]}: each task is tried F times. */
  private static final Pattern LOCAL_FAILURES = Pattern.compile("local\\[[^,\\]]*,\\s*(\\d+)\\s*]");

  private static final int USUAL_FAILURES = 4;

  private SparkStart() {}

  /**
   * A context.
   *
   * @throws ConfigurationException if there is no such master, or it does not answer
   */
  static JavaSparkContext context(RemoteSweep remote, SharedFolder shared) {
    SparkConf conf = conf(remote);
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) { // Scala's throw checked ones that they do not declare
      throw new ConfigurationException(
          "Spark does not start with --spark "
              + remote.master()
              + ": "
              + reason(e)
              + "; more in "
              + shared.folder().resolve("spark.log"),
          e);
    }
  }

  /** With so many failures of its tasks a trial has failed. */
  static int mostFailures(SparkConf conf) {
    String master = conf.get("spark.master");
    Matcher local = LOCAL_FAILURES.matcher(master);
    if (local.matches()) {
      return Integer.parseInt(local.group(1));
    }
    return isThisProcess(master) ? 1 : conf.getInt("spark.task.maxFailures", USUAL_FAILURES);
  }

  /** What to say when Spark ended in the middle. */
  static OutputException gone(SharedFolder shared, Throwable cause) {
    return new OutputException(
        "Spark ended the sweep's application: its master stopped it, cannot be reached, or starts no"
            + " executors; "
            + shared.folder().resolve("spark.log")
            + " may say why, and the same command goes on with the trials",
        cause);
  }

  private static String reason(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage()).lines().findFirst().orElse("").strip();
  }

  private static SparkConf conf(RemoteSweep remote) {
    SparkConf conf = new SparkConf();
    remote.settings().forEach(conf::set);
    conf.setMaster(remote.master());
    conf.setAppName("ductile sweep " + remote.sweep().definition().name());
    // A trial must not run twice at the same time.
    conf.set("spark.speculation", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    conf.setIfMissing(
        "spark.locality.wait", "0s"); // trials read nothing that lies nearer somewhere
    if (isThisProcess(remote.master())) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    } else {
      Optional<String> before = Optional.of(conf.get("spark.executor.extraClassPath", ""));
      conf.set(
          "spark.executor.extraClassPath",
          before.filter(path -> !path.isEmpty()).map(path -> path + ":").orElse("") + ownCode());
    }
    return conf;
  }

  /** Whether trials are started by this process: {@code local}, {@code local[4]}. */
  private static boolean isThisProcess(String master) {
    return master.equals(LOCAL) || master.startsWith(LOCAL + "[");
  }

  /** Where executors find our tasks: they lie, as all of Ductile, at one path everywhere. */
  private static String ownCode() {
    try {
      return Path.of(TrialTask.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}

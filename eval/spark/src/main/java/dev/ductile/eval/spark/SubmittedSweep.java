package dev.ductile.eval.spark;

import dev.ductile.eval.spark.worker.TrialTask;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class for {@code spark-submit}, which the launcher starts where {@code
 * DUCTILE_SPARK_SUBMIT} says how. It knows nothing of Ductile but where its code lies: that is
 * loaded beside Spark's own libraries, whose versions are the cluster's.
 */
public final class SubmittedSweep {
  private static final String CLASS_PATH = "ductile.training.classpath";
  private static final String MAIN = "dev.ductile.eval.cli.Main";
  private static final String MASTER = "spark.master";

  private SubmittedSweep() {}

  /** Runs Ductile's command line; the master is the one that Spark was given. */
  public static void main(String[] args) throws Throwable {
    String classPath = System.getProperty(CLASS_PATH);
    String master = System.getProperty(MASTER);
    if (classPath == null || master == null) {
      System.err.println(
          "ductile: this is not started by hand: DUCTILE_SPARK_SUBMIT='spark-submit --master …'"
              + " ./ductile sweep FILE");
      System.exit(2);
    }
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(List.of("--spark", master));
    ClassLoader loader = new BesideSpark(urls(classPath), SubmittedSweep.class.getClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader
          .loadClass(MAIN)
          .getMethod("main", String[].class)
          .invoke(null, (Object) words.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static URL[] urls(String classPath) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    urls.add(TrialTask.class.getProtectionDomain().getCodeSource().getLocation());
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}

package dev.ductile.eval.spark.worker;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Ductile's own code in an executor, by a class loader of its own that knows nothing of Spark: both
 * bring libraries of the same names in versions that do not fit each other.
 */
final class TrainingCode {
  private static final String ENTRY = "dev.ductile.eval.sweep.remote.RemoteTrial";

  /** Loaded once a process: every trial needs it. */
  private static final Map<String, Method> LOADED = new ConcurrentHashMap<>();

  private final SharedFolder shared;
  private final Method run;

  private TrainingCode(SharedFolder shared, Method run) {
    this.shared = shared;
    this.run = run;
  }

  static TrainingCode of(SharedFolder shared) throws IOException {
    return new TrainingCode(shared, LOADED.computeIfAbsent(shared.classPath(), TrainingCode::load));
  }

  private static Method load(String classPath) {
    List<URL> urls = new ArrayList<>();
    try {
      for (String entry : classPath.split(File.pathSeparator)) {
        urls.add(Path.of(entry).toUri().toURL());
      }
      ClassLoader loader =
          new URLClassLoader(
              "ductile", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
      return loader
          .loadClass(ENTRY)
          .getMethod(
              "run", String.class, String.class, String.class, Map.class, BooleanSupplier.class);
    } catch (MalformedURLException | ReflectiveOperationException e) {
      throw new IllegalStateException("Ductile's code cannot be loaded from " + classPath, e);
    }
  }

  /** As {@code RemoteTrial.run} says. */
  String[] run(String trial, String folder, Map<String, String> environment, BooleanSupplier stop)
      throws InterruptedException {
    try {
      return (String[])
          run.invoke(null, shared.launchFile().toString(), trial, folder, environment, stop);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("Ductile's code cannot be called", e);
    }
  }
}

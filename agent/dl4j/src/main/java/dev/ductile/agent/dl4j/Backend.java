package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineLibraries;
import dev.ductile.agent.engine.GraphicsCard;
import dev.ductile.agent.engine.NativeMessages;
import dev.ductile.agent.engine.NvidiaDriver;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J, loaded and set up once for the process. */
public final class Backend {
  private static Backend instance;

  private final Nd4jBuild build;

  private Backend(Nd4jBuild build) {
    this.build = build;
    build.check(CpuFeatures.ofThisMachine());
    if (build.isCuda()) {
      build.check(NvidiaDriver.installed(), GraphicsCard.installed());
    }
    EngineLibraries.prepare("ND4J", "nd4j-", "openblas-", "cuda-");
    try {
      // Nothing here is garbage, so collecting it now and then would only cost time.
      Nd4j.getMemoryManager().togglePeriodicGc(false);
    } catch (ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new EngineException(
          "ND4J "
              + build.version()
              + " cannot be loaded here: "
              + NativeMessages.explain(String.valueOf(cause.getMessage()))
              + (build.isCuda()
                  ? "; the libraries of CUDA " + build.cuda() + " and its cuDNN must be installed"
                  : ""),
          e);
    }
  }

  /**
   * The backend, loaded when first asked for.
   *
   * @throws EngineException if it cannot run here
   */
  public static synchronized Backend get() {
    if (instance == null) {
      instance = new Backend(Nd4jBuild.current());
    }
    return instance;
  }

  /** Library, version and device, for reports; loads nothing. */
  static String describe() {
    Nd4jBuild build = Nd4jBuild.current();
    return "ND4J " + build.version() + (build.isCuda() ? " on CUDA " + build.cuda() : "");
  }

  /** {@code cpu} or {@code gpu}. */
  String device() {
    return build.isCuda() ? "gpu" : "cpu";
  }
}

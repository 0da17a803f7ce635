package dev.ductile.agent.dl4j;

import org.nd4j.linalg.factory.Nd4j;

/** ND4J, loaded and set up once for the process. */
final class Backend {
  private static final class Holder {
    private static final Backend INSTANCE = new Backend();
  }

  private final String version;

  private Backend() {
    version = Nd4j.getExecutioner().getClass().getPackage().getImplementationVersion();
    // Nothing here is garbage, so collecting it now and then would only cost time.
    Nd4j.getMemoryManager().togglePeriodicGc(false);
  }

  static Backend get() {
    return Holder.INSTANCE;
  }

  String version() {
    return version == null ? "1.0.0-M2.1" : version;
  }

  String device() {
    return "cpu";
  }
}

package dev.ductile.agent.dl4j;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.nd4j.nativeblas.Nd4jBlas;

/**
 * Number of native threads of a program. ND4J keeps it for the whole process and OpenMP for each
 * Java thread, so it is set again when another program or another thread ran last.
 */
final class NativeThreads {
  private static final ThreadLocal<Integer> OF_THREAD = ThreadLocal.withInitial(() -> 0);

  private static int ofProcess;

  private final int threads;

  NativeThreads(int threads) {
    this.threads = threads;
  }

  /** Makes the next operations of the calling thread use this number. */
  void apply() {
    synchronized (NativeThreads.class) {
      if (ofProcess != threads) {
        Environment environment = Nd4j.getEnvironment();
        environment.setMaxThreads(threads);
        environment.setMaxMasterThreads(threads);
        ((Nd4jBlas) Nd4j.factory().blas()).setMaxThreads(threads);
        ofProcess = threads;
      }
    }
    if (OF_THREAD.get() != threads) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
      OF_THREAD.set(threads);
    }
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.tensorflow.capi.NativeSession;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** The GPUs that TensorFlow can use here, found once. */
final class GpuList {
  private static List<String> found;

  private GpuList() {}

  /**
   * TensorFlow's names, in the order of their numbers; empty without a GPU build.
   *
   * @param threads native threads inside one operation, for the whole process where this opens its
   *     first session; 0: as many as there are cores
   */
  static synchronized List<String> get(int threads) {
    if (found == null) {
      found = CudaLibraries.isGpuBuild() ? ask(threads) : List.of();
    }
    return found;
  }

  private static List<String> ask(int threads) {
    CudaLibraries.loadFromClassPath();
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setGpuOptions(sharing())
            .build();
    List<String> gpus = new ArrayList<>();
    try (Graph empty = new Graph();
        NativeSession session = new NativeSession(empty.toGraphDef(), config, "")) {
      for (NativeSession.Device device : session.devices()) {
        if (device.type().equals("GPU")) {
          gpus.add(device.name());
        }
      }
    }
    return List.copyOf(gpus);
  }

  /** Memory is taken as it is needed, so that several trainings fit on one card. */
  static GPUOptions sharing() {
    return GPUOptions.newBuilder().setAllowGrowth(true).build();
  }
}

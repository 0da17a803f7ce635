package dev.ductile.agent.engine;

import java.util.List;

/** Native libraries' messages as one line that says what to do. */
public final class NativeMessages {
  /** For memory that is full, be it a device's or the machine's. */
  private static final String OUT_OF_MEMORY =
      "out of memory: choose a smaller replay.batchSize, fewer run.environments or a narrower"
          + " network, or run fewer trainings on this device at a time";

  /**
   * A kind of failure.
   *
   * @param signs texts of which one is in the message
   * @param remedy what to do
   */
  private record Kind(List<String> signs, String remedy) {}

  /** The first that fits counts. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              List.of(
                  "OOM when allocating",
                  "RESOURCE_EXHAUSTED",
                  "CUDA_ERROR_OUT_OF_MEMORY",
                  "CUBLAS_STATUS_ALLOC_FAILED",
                  "CUDNN_STATUS_ALLOC_FAILED",
                  "out of memory",
                  "Out of memory",
                  "llocation failed", // "[DEVICE] allocation failed; Error code: [2]"
                  "Physical memory usage is too high",
                  "Cannot allocate memory"),
              OUT_OF_MEMORY),
          new Kind(
              List.of(
                  "driver version is insufficient",
                  "CUDA_ERROR_UNSUPPORTED_PTX_VERSION",
                  "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
                  "unsupported toolchain"),
              "NVIDIA's driver is too old for this CUDA: nvidia-smi shows it; install a newer one"),
          new Kind(
              List.of(
                  "no kernel image is available",
                  "CUDA_ERROR_NO_BINARY_FOR_GPU",
                  "invalid device function"),
              "the library holds no code for this card's compute capability: use another engine or"
                  + " --device cpu"),
          new Kind(
              List.of("CUDNN_STATUS", "DNN library", "CuDNN library", "cudnn"),
              "cuDNN does not work here: it is missing or older than what the library was built"
                  + " with, or the card's memory is full"));

  private NativeMessages() {}

  /** The first line that tells something, and what to do about it where that is known. */
  public static String explain(String message) {
    String line = line(message);
    return KINDS.stream()
        .filter(kind -> kind.signs().stream().anyMatch(message::contains))
        .findFirst()
        .map(kind -> line + "; " + kind.remedy())
        .orElse(line);
  }

  /** Whether a message is about memory that is full. */
  public static boolean isOutOfMemory(String message) {
    return KINDS.get(0).signs().stream().anyMatch(message::contains);
  }

  /** TensorFlow counts its errors first ("2 root error(s) found.") and numbers them. */
  private static String line(String message) {
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("\\d+ root error\\(s\\) found\\.?"))
        .findFirst()
        .map(line -> line.replaceFirst("^\\(\\d+\\) ", ""))
        .orElse("it gave no reason");
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.GraphicsCard;
import dev.ductile.agent.engine.NvidiaDriver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What TensorFlow's GPU build asks the machine for: the driver, and the libraries of CUDA 12 and
 * cuDNN 9 under these names. TensorFlow itself only says that it found no GPU; this says why.
 */
final class CudaLibraries {
  private static final int CUDA_MAJOR = 12;

  /** Oldest compute capability that the GPU build has code for. */
  private static final int OLDEST_MAJOR = 6;

  private static final String DRIVER = "libcuda.so.1";
  private static final List<String> TOOLKIT =
      List.of(
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcusolver.so.11",
          "libcusparse.so.12",
          "libcudnn.so.9");

  /** In the order of their dependencies. */
  private static final List<String> PRESETS =
      List.of("cudart", "cublas", "cufft", "cusparse", "cusolver", "cudnn");

  private static final Logger LOG = LoggerFactory.getLogger(CudaLibraries.class);

  private CudaLibraries() {}

  /**
   * What is asked of a machine.
   *
   * @param exists whether a path exists
   * @param loads whether the dynamic linker finds a library
   * @param driver the driver for the kernel
   * @param cards what the driver lists
   * @param visible {@code CUDA_VISIBLE_DEVICES}, null where it is not set
   */
  record Machine(
      Predicate<Path> exists,
      Predicate<String> loads,
      Supplier<Optional<NvidiaDriver>> driver,
      Supplier<List<GraphicsCard>> cards,
      String visible) {}

  /**
   * Why there is no GPU, as far as the machine tells, and what to do.
   *
   * @param gpuBuild whether this is TensorFlow's GPU build
   */
  static String whyNone(boolean gpuBuild, Machine machine) {
    if (!gpuBuild) {
      return "this build of TensorFlow has no GPU support; build with DUCTILE_MAVEN_ARGS=-Pgpu";
    }
    if (!machine.exists().test(Path.of("/dev/nvidiactl"))) {
      return "the machine shows no NVIDIA device (no /dev/nvidiactl); in a container start it with"
          + " --gpus all";
    }
    if (!machine.loads().test(DRIVER)) {
      return "NVIDIA's driver library " + DRIVER + " is not found; install the driver";
    }
    Optional<String> tooOld = machine.driver().get().flatMap(d -> d.whyTooOld(CUDA_MAJOR));
    if (tooOld.isPresent()) {
      return tooOld.get();
    }
    List<String> missing = new ArrayList<>(TOOLKIT);
    missing.removeIf(machine.loads());
    if (!missing.isEmpty()) {
      return "not found: "
          + String.join(", ", missing)
          + "; install CUDA 12 and cuDNN 9, or build with DUCTILE_MAVEN_ARGS=-Pgpu,cuda-libraries,"
          + " which brings them";
    }
    return whyNotUsed(machine);
  }

  private static String whyNotUsed(Machine machine) {
    if (machine.visible() != null && machine.visible().matches("|-1.*|NoDevFiles|none|void")) {
      return "CUDA_VISIBLE_DEVICES='" + machine.visible() + "' hides every GPU; unset it";
    }
    List<GraphicsCard> cards = machine.cards().get();
    if (!cards.isEmpty() && cards.stream().allMatch(card -> card.major() < OLDEST_MAJOR)) {
      return cards.get(0)
          + " is too old for TensorFlow, which needs compute capability "
          + OLDEST_MAJOR
          + ".0 or higher; use --device cpu";
    }
    return "driver and libraries are there, but TensorFlow sees no GPU: its compute capability must be"
        + " 6.0 or higher, and CUDA_VISIBLE_DEVICES must not hide it; TF_CPP_MIN_LOG_LEVEL=0 shows"
        + " what TensorFlow says";
  }

  /** As above, on this machine. */
  static String whyNone() {
    return whyNone(
        isGpuBuild(),
        new Machine(
            Files::exists,
            CudaLibraries::loads,
            NvidiaDriver::installed,
            GraphicsCard::installed,
            System.getenv("CUDA_VISIBLE_DEVICES")));
  }

  /** Whether the natives on the class path are those of the GPU build. */
  static boolean isGpuBuild() {
    return CudaLibraries.class.getResource(
            "/org/tensorflow/internal/c_api/linux-x86_64-gpu/libtensorflow_cc.so.2")
        != null;
  }

  private static boolean loads(String library) {
    try {
      Loader.loadGlobal(library);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /**
   * Loads the libraries of CUDA and cuDNN from the class path, where the profile {@code
   * cuda-libraries} has put them. TensorFlow asks the linker for them by name later, and is given
   * those that are loaded already.
   */
  static void loadFromClassPath() {
    for (String preset : PRESETS) {
      try {
        Loader.load(Class.forName("org.bytedeco.cuda.global." + preset));
      } catch (ClassNotFoundException e) {
        return; // the machine's own libraries are used
      } catch (UnsatisfiedLinkError e) {
        LOG.debug("{} could not be loaded from the class path: {}", preset, e.getMessage());
      }
    }
  }
}

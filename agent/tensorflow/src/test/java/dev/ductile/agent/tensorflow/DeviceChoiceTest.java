package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.GraphicsCard;
import dev.ductile.agent.engine.NvidiaDriver;
import dev.ductile.agent.tensorflow.capi.NativeSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

/** Devices are chosen, and refused with the reason, on machines without a GPU as on others. */
class DeviceChoiceTest {
  private static final List<String> TWO = List.of("/device:GPU:0", "/device:GPU:1");

  private static final Set<String> ALL =
      Set.of(
          "libcuda.so.1",
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcusolver.so.11",
          "libcusparse.so.12",
          "libcudnn.so.9");

  private static DeviceChoice choose(String wanted, List<String> gpus) {
    return DeviceChoice.of(wanted, () -> gpus, () -> "there is no driver");
  }

  @Test
  void choosesWhatIsThere() {
    assertThat(choose("cpu", TWO).toString()).isEqualTo("cpu");
    assertThat(choose("auto", TWO).toString()).isEqualTo("gpu:0");
    assertThat(choose("auto", List.of()).toString()).isEqualTo("cpu");
    assertThat(choose("gpu", TWO).tensorFlowName()).isEqualTo("/device:GPU:0");
    assertThat(choose("gpu:1", TWO).tensorFlowName()).isEqualTo("/device:GPU:1");
  }

  @Test
  void theCpuIsNotKeptWaitingForGpus() {
    DeviceChoice cpu =
        DeviceChoice.of(
            "cpu",
            () -> {
              throw new AssertionError("asked for GPUs");
            },
            () -> "");
    assertThat(cpu.isGpu()).isFalse();
  }

  @Test
  void refusesWhatIsNot() {
    assertThatThrownBy(() -> choose("gpu", List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessage("device 'gpu' is not there (the device cpu always is): there is no driver");
    assertThatThrownBy(() -> choose("gpu:2", TWO)).hasMessageContaining("there are gpu:0 to gpu:1");
    assertThatThrownBy(() -> choose("gpu:1", TWO.subList(0, 1))).hasMessageContaining("only gpu:0");
    for (String name : List.of("", "GPU", "gpu:", "gpu:-1", "gpu:1234", "cuda", "gpu:0 ")) {
      assertThatThrownBy(() -> choose(name, TWO))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("use cpu, gpu, gpu:N or auto");
    }
  }

  private static String why(boolean gpuBuild, boolean device, Set<String> libraries) {
    Predicate<Path> exists = path -> device && path.equals(Path.of("/dev/nvidiactl"));
    return CudaLibraries.whyNone(
        gpuBuild, machine(exists, libraries, "550.54.15", "NVIDIA Card, 8.0", null));
  }

  private static CudaLibraries.Machine machine(
      Predicate<Path> exists, Set<String> libraries, String driver, String cards, String visible) {
    return new CudaLibraries.Machine(
        exists,
        libraries::contains,
        () -> Optional.of(new NvidiaDriver(driver)),
        () -> GraphicsCard.parse(cards),
        visible);
  }

  /** Everything is there, but not as TensorFlow needs it. */
  private static String whyUnused(String driver, String cards, String visible) {
    return CudaLibraries.whyNone(true, machine(p -> true, ALL, driver, cards, visible));
  }

  @Test
  void saysWhyThereIsNoGpu() {
    Set<String> driver = Set.of("libcuda.so.1");
    Set<String> toolkit =
        Set.of(
            "libcuda.so.1",
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcufft.so.11",
            "libcusolver.so.11",
            "libcusparse.so.12");
    assertThat(why(false, true, driver)).contains("no GPU support").contains("-Pgpu");
    assertThat(why(true, false, driver)).contains("/dev/nvidiactl").contains("--gpus all");
    assertThat(why(true, true, Set.of())).contains("libcuda.so.1").contains("driver");
    assertThat(why(true, true, toolkit)).startsWith("not found: libcudnn.so.9;");
    assertThat(why(true, true, driver)).contains("libcublas.so.12, libcublasLt.so.12");
    Set<String> all = new java.util.HashSet<>(toolkit);
    all.add("libcudnn.so.9");
    assertThat(why(true, true, all)).contains("compute capability");
    assertThat(all).isEqualTo(ALL);
  }

  @Test
  void saysWhyAGpuThatIsThereIsNotUsed() {
    assertThat(whyUnused("470.82.01", "", null))
        .isEqualTo(
            "NVIDIA's driver 470.82.01 is too old for CUDA 12; install 525.60.13 or a newer one");
    assertThat(whyUnused("550.54.15", "Tesla M60, 5.2\nTesla M40, 5.2", null))
        .contains("Tesla M60 (compute capability 5.2)", "6.0 or higher", "--device cpu");
    assertThat(whyUnused("550.54.15", "Tesla M60, 5.2\nTesla V100, 7.0", null))
        .contains("TF_CPP_MIN_LOG_LEVEL");
    for (String hidden : List.of("", "-1", "-1,0", "NoDevFiles")) {
      assertThat(whyUnused("550.54.15", "Tesla V100, 7.0", hidden))
          .isEqualTo("CUDA_VISIBLE_DEVICES='" + hidden + "' hides every GPU; unset it");
    }
    assertThat(whyUnused("550.54.15", "Tesla V100, 7.0", "0")).contains("TF_CPP_MIN_LOG_LEVEL");
  }

  @Test
  void aCpuWithoutAvxIsRefusedBeforeAnythingIsLoaded() {
    assertThatThrownBy(
            () -> TensorFlowEngine.requireCpu(CpuFeatures.parse("flags : sse4_1 sse4_2\n")))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("TensorFlow", "avx", "--engine dl4j");
    assertThatCode(() -> TensorFlowEngine.requireCpu(CpuFeatures.parse("flags : sse4_2 avx\n")))
        .doesNotThrowAnyException();
  }

  @Test
  void aFullCardIsSaidInOneLine() {
    String message =
        "2 root error(s) found.\n  (0) RESOURCE_EXHAUSTED: OOM when allocating tensor with shape"
            + "[32,84,84,4] and type float by allocator GPU_0_bfc\n\t [[{{node x}}]]\nHint: y\n";
    assertThat(NativeSession.failure("run 'update'", message))
        .hasMessageStartingWith(
            "TensorFlow could not run 'update': RESOURCE_EXHAUSTED: OOM when allocating tensor")
        .hasMessageContaining("fewer trainings on this device")
        .hasMessageNotContaining("\n");
  }

  @Test
  void configuresASession() {
    ConfigProto gpu = TensorFlowEngine.config(3, new DeviceChoice(1));
    assertThat(gpu.getGpuOptions().getAllowGrowth()).isTrue();
    assertThat(gpu.getAllowSoftPlacement()).isTrue();
    assertThat(gpu.getDeviceCountMap()).isEmpty();
    assertThat(gpu.getInterOpParallelismThreads()).isEqualTo(1);
    ConfigProto cpu = TensorFlowEngine.config(3, new DeviceChoice(-1));
    assertThat(cpu.getDeviceCountMap()).containsEntry("GPU", 0);
    assertThat(cpu.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(cpu.getInterOpParallelismThreads()).isEqualTo(3);
  }
}

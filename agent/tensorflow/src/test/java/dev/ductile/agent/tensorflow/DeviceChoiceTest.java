package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

/** Devices are chosen, and refused with the reason, on machines without a GPU as on others. */
class DeviceChoiceTest {
  private static final List<String> TWO = List.of("/device:GPU:0", "/device:GPU:1");

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
    return CudaLibraries.whyNone(gpuBuild, exists, libraries::contains);
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
  }

  @Test
  void configuresASession() {
    EngineSettings settings = new EngineSettings("gpu", 3, false);
    ConfigProto gpu = TensorFlowEngine.config(settings, new DeviceChoice(1));
    assertThat(gpu.getGpuOptions().getAllowGrowth()).isTrue();
    assertThat(gpu.getAllowSoftPlacement()).isTrue();
    assertThat(gpu.getDeviceCountMap()).isEmpty();
    ConfigProto cpu = TensorFlowEngine.config(settings, new DeviceChoice(-1));
    assertThat(cpu.getDeviceCountMap()).containsEntry("GPU", 0);
    assertThat(cpu.getIntraOpParallelismThreads()).isEqualTo(3);
  }
}

package dev.ductile.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What native libraries say becomes one line with what to do. */
class NativeMessagesTest {
  @Test
  void tensorFlowsListOfErrorsBecomesItsFirst() {
    String message =
        """
        2 root error(s) found.
          (0) RESOURCE_EXHAUSTED: OOM when allocating tensor with shape[4096,3136] and type float \
        on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc
        \t [[{{node update/MatMul}}]]
        Hint: If you want to see a list of allocated tensors when OOM happens, add x to y.
          (1) RESOURCE_EXHAUSTED: OOM when allocating tensor
        """;
    assertThat(NativeMessages.explain(message))
        .startsWith("RESOURCE_EXHAUSTED: OOM when allocating tensor with shape[4096,3136]")
        .contains("out of memory", "replay.batchSize", "fewer trainings")
        .doesNotContain("Hint", "root error")
        .hasLineCount(1);
    assertThat(NativeMessages.isOutOfMemory(message)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Failed to allocate: CUDA_ERROR_OUT_OF_MEMORY: out of memory | fewer trainings",
        "[DEVICE] allocation failed; Error code: [2] | fewer trainings",
        "Physical memory usage is too high: physicalBytes (4G) > maxPhysicalBytes | batchSize",
        "CUDA driver version is insufficient for CUDA runtime version | driver is too old",
        "CUDA_ERROR_UNSUPPORTED_PTX_VERSION: the provided PTX was compiled | driver is too old",
        "no kernel image is available for execution on the device | compute capability",
        "CUDNN_STATUS_NOT_INITIALIZED in cuda_dnn.cc | cuDNN does not work",
        "DNN library is not found. | cuDNN does not work",
        "Loaded runtime CuDNN library: 8.9.7 but source was compiled with: 9.3.0. | cuDNN",
      })
  void saysWhatToDo(String message, String remedy) {
    assertThat(NativeMessages.explain(message)).startsWith(message + "; ").contains(remedy);
  }

  @Test
  void whatIsNotKnownStaysAsItIs() {
    assertThat(NativeMessages.explain("Incompatible shapes: [3] vs. [4]\n\t [[node]]"))
        .isEqualTo("Incompatible shapes: [3] vs. [4]");
    assertThat(NativeMessages.explain("")).isEqualTo("it gave no reason");
    assertThat(NativeMessages.isOutOfMemory("Incompatible shapes")).isFalse();
  }
}

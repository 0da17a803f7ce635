package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.base.natives.NativeEnvironment;

/**
 * TensorFlow's oneDNN kernels. By itself TensorFlow switches them on for newer server CPUs only; on
 * other CPUs with AVX2 they are faster as well: an update of DQN took 25 to 45 ms with them and 38
 * to 58 without on an AMD Zen 3. Whoever sets {@value #VARIABLE} decides otherwise.
 */
final class OneDnn {
  static final String VARIABLE = "TF_ENABLE_ONEDNN_OPTS";

  private OneDnn() {}

  /** Decided once a process. */
  private static final class Choice {
    static final String VALUE = choose(CpuFeatures.ofThisMachine());
  }

  /** Decides, so that TensorFlow must not be loaded before; whether they are on. */
  static boolean on() {
    return isOn(Choice.VALUE);
  }

  /** What to ask for; empty for TensorFlow's own choice, where nothing was measured. */
  static String wanted(CpuFeatures cpu) {
    return cpu.flags().contains("avx2") ? "1" : "";
  }

  private static String choose(CpuFeatures cpu) {
    String wanted = wanted(cpu);
    return wanted.isEmpty()
        ? System.getenv().getOrDefault(VARIABLE, "0")
        : NativeEnvironment.setDefault(VARIABLE, wanted);
  }

  /** As TensorFlow reads it. */
  static boolean isOn(String value) {
    return value.equals("1") || value.equalsIgnoreCase("true");
  }
}

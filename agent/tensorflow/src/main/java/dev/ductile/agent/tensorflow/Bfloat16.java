package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.CpuFeatures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether convolutions are computed in bfloat16 where that is asked for. They are only with
 * oneDNN's kernels on a CPU with AVX-512: TensorFlow's own take several times as long as in
 * float32.
 */
final class Bfloat16 {
  private static final Logger LOG = LoggerFactory.getLogger(Bfloat16.class);
  private static final String NO_EFFECT =
      "run.bfloat16=true has no effect: {}; networks are computed in float32";
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private Bfloat16() {}

  /** Whether it is so here; says once what will be done instead, or that it may be slow. */
  static boolean isComputed() {
    CpuFeatures cpu = CpuFeatures.ofThisMachine();
    Optional<String> whyNot = whyNot(cpu, System.getenv(), OneDnn.on());
    if (whyNot.isPresent()) {
      say(NO_EFFECT, whyNot.get());
    } else if (!hasInstructions(cpu)) {
      say(
          "run.bfloat16=true: {} has no instructions for bfloat16 (avx512_bf16, amx_bf16), so it"
              + " may be slower than float32: ./ductile bench update shows both",
          cpu.model().isEmpty() ? "this CPU" : cpu.model());
    }
    return whyNot.isEmpty();
  }

  /** Says once that a network has nothing that bfloat16 is for. */
  static void sayNothingIsRounded() {
    say(
        NO_EFFECT,
        "it is for convolutions of "
            + Rounded.LEAST_BATCH
            + " images or more whose windows overlap, and this network has none");
  }

  private static void say(String line, String what) {
    if (SAID.compareAndSet(false, true)) {
      LOG.warn(line, what);
    }
  }

  private static boolean hasInstructions(CpuFeatures cpu) {
    return cpu.flags().isEmpty()
        || cpu.flags().contains("avx512_bf16")
        || cpu.flags().contains("amx_bf16");
  }

  /**
   * Why it is computed in float32; empty where bfloat16 is what happens.
   *
   * @param oneDnn whether oneDNN's kernels are on
   */
  static Optional<String> whyNot(CpuFeatures cpu, Map<String, String> environment, boolean oneDnn) {
    if (!cpu.flags().isEmpty() && !cpu.flags().contains("avx512f")) {
      String model = cpu.model().isEmpty() ? "this CPU" : cpu.model();
      return Optional.of("it is done with AVX-512 only, which " + model + " has not");
    }
    if (!oneDnn) {
      return Optional.of(OneDnn.VARIABLE + " keeps TensorFlow from oneDNN's kernels");
    }
    // TensorFlow asks the CPU, not oneDNN, and would end the process.
    for (String name : List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")) {
      String limit = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
      if (limit.startsWith("SSE") || limit.startsWith("AVX2") || limit.equals("AVX")) {
        return Optional.of(name + "=" + limit + " keeps oneDNN from AVX-512");
      }
    }
    return Optional.empty();
  }
}

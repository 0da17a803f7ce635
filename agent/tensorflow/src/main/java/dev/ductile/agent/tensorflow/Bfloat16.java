package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.CpuFeatures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/**
 * Whether TensorFlow computes in bfloat16 where it is asked to. It silently does not on a CPU
 * without AVX-512 or without its oneDNN kernels; hence the effect is looked for: a product of
 * matrices that bfloat16 rounds.
 */
final class Bfloat16 {
  private static final Logger LOG = LoggerFactory.getLogger(Bfloat16.class);
  private static final int SIDE = 32;

  /** 1 + 2⁻¹⁰: float32 holds it, bfloat16 has 1 for it. */
  private static final float BETWEEN = 1.0009765625f;

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private Bfloat16() {}

  /** Tried once a process: why it does not happen; null before. */
  private static Optional<String> attempt;

  /**
   * Whether it is so here; says once what will be done instead, or that it will be slow.
   *
   * @param threads native threads inside one operation, as everywhere in this process
   */
  static synchronized boolean isComputed(int threads) {
    CpuFeatures cpu = CpuFeatures.ofThisMachine();
    if (attempt == null) {
      attempt = whyNot(cpu, System.getenv(), threads);
    }
    Optional<String> whyNot = attempt;
    if (whyNot.isPresent()) {
      say("run.bfloat16=true has no effect: {}; networks are computed in float32", whyNot.get());
    } else if (!hasInstructions(cpu)) {
      say(
          "run.bfloat16=true: {} has no instructions for bfloat16 (avx512_bf16, amx_bf16), so it"
              + " may be slower than float32: ./ductile bench update shows both",
          cpu.model().isEmpty() ? "this CPU" : cpu.model());
    }
    return whyNot.isEmpty();
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

  /** Why it is computed in float32; empty where bfloat16 is what happens. */
  static Optional<String> whyNot(CpuFeatures cpu, Map<String, String> environment, int threads) {
    if (!cpu.flags().isEmpty() && !cpu.flags().contains("avx512f")) {
      String model = cpu.model().isEmpty() ? "this CPU" : cpu.model();
      return Optional.of("TensorFlow does it with AVX-512 only, which " + model + " has not");
    }
    // TensorFlow asks the CPU, not oneDNN, and would end the process.
    for (String name : List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA")) {
      String limit = environment.getOrDefault(name, "").toUpperCase(Locale.ROOT);
      if (limit.startsWith("SSE") || limit.startsWith("AVX2") || limit.equals("AVX")) {
        return Optional.of(name + "=" + limit + " keeps oneDNN from AVX-512");
      }
    }
    boolean[] happens = {false};
    NativeLog.silently(() -> happens[0] = happens(threads));
    return happens[0]
        ? Optional.empty()
        : Optional.of(
            "TensorFlow gives the same bits with and without it (TF_ENABLE_ONEDNN_OPTS=0?)");
  }

  /** Every element of the square of a constant matrix is {@code SIDE · BETWEEN²}. */
  private static boolean happens(int threads) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .putDeviceCount("GPU", 0)
            .setGraphOptions(
                GraphOptions.newBuilder().setRewriteOptions(rewriter().setMinGraphNodes(-1)))
            .build();
    Shape shape = Shape.of(SIDE, SIDE);
    try (Graph graph = new Graph();
        Session session = new Session(graph, config);
        TFloat32 matrix =
            TFloat32.tensorOf(shape, t -> t.scalars().forEach(x -> x.setFloat(BETWEEN)))) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> x = tf.placeholder(TFloat32.class);
      Operand<TFloat32> sum = tf.math.add(tf.linalg.matMul(x, x), tf.constant(0f));
      try (TFloat32 y = (TFloat32) session.runner().feed(x, matrix).fetch(sum).run().get(0)) {
        return Math.abs(y.getFloat(0, 0) - SIDE * BETWEEN * BETWEEN) > 1e-2;
      }
    } catch (TensorFlowException e) {
      LOG.debug("no bfloat16: {}", e.getMessage());
      return false;
    }
  }

  /** Switches it on. */
  static RewriterConfig.Builder rewriter() {
    return RewriterConfig.newBuilder()
        .setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
  }
}

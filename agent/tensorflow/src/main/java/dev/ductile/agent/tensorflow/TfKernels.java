package dev.ductile.agent.tensorflow;

/**
 * Which kernels may stand for operations.
 *
 * @param onCpu whether all of it will run on a CPU
 * @param bfloat16 whether TensorFlow is to rewrite it for bfloat16, which it does not do to fused
 *     kernels
 */
record TfKernels(boolean onCpu, boolean bfloat16) {
  /** Whether layers may be fused with what follows them. */
  boolean fuses() {
    return onCpu && !bfloat16;
  }
}

package dev.ductile.agent.tensorflow;

/**
 * Which kernels may stand for operations.
 *
 * @param onCpu whether all of it will run on a CPU
 * @param bfloat16 whether convolutions are computed in bfloat16
 */
record TfKernels(boolean onCpu, boolean bfloat16) {}

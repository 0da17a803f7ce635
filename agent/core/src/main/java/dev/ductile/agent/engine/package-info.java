/**
 * What an engine must be able to do: about forty tensor operations under their standard names, from
 * which {@code agent/core} builds every network, objective and update rule exactly once.
 *
 * <p>An {@link dev.ductile.agent.engine.Engine} compiles a {@link
 * dev.ductile.agent.engine.GraphDefinition} into a {@link dev.ductile.agent.engine.Program}: named
 * variables and named functions, each function one native call over reused direct buffers. Engines
 * are found through {@link java.util.ServiceLoader}. Tensors are row-major; images are NHWC;
 * convolution filters are HWIO; dense weights are in × out.
 */
package dev.ductile.agent.engine;

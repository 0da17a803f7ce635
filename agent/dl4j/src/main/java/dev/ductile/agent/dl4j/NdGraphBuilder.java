package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.DeclaredGraph;
import dev.ductile.agent.engine.Shape;

/** Collects variables and recorded functions. */
final class NdGraphBuilder extends DeclaredGraph<NdVariable, NdFunctionBuilder> {
  @Override
  protected NdVariable declare(String name, Shape shape) {
    return new NdVariable(name, shape);
  }

  @Override
  protected NdFunctionBuilder begin(String name) {
    return new NdFunctionBuilder(name);
  }
}

package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Tensor;

/** Hidden nonlinearities. */
public enum Activation {
  /** {@code max(x, 0)}. */
  RELU;

  /** The nonlinearity of x, along whose last axis units lie. */
  Tensor apply(FunctionBuilder f, Tensor x) {
    return f.relu(x);
  }
}

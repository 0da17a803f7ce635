package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.FunctionContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowFunctionTest extends FunctionContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

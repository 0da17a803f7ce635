package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.ElementwiseOpsContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowElementwiseOpsTest extends ElementwiseOpsContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

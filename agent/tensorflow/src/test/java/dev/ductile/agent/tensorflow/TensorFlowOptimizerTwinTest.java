package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.OptimizerTwinContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowOptimizerTwinTest extends OptimizerTwinContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

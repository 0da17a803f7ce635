package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.OptimizerContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowOptimizerTest extends OptimizerContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

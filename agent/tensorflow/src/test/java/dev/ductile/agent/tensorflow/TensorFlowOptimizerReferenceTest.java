package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.OptimizerReferenceContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowOptimizerReferenceTest extends OptimizerReferenceContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

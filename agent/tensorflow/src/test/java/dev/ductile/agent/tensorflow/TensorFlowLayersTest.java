package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.LayersContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowLayersTest extends LayersContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

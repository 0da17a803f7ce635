package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.HiddenLayersContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowHiddenLayersTest extends HiddenLayersContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

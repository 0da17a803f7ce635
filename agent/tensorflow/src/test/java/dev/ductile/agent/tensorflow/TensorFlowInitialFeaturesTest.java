package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.InitialFeaturesContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowInitialFeaturesTest extends InitialFeaturesContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

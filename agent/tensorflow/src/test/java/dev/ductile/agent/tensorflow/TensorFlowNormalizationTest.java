package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.NormalizationContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowNormalizationTest extends NormalizationContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.WassersteinContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowWassersteinTest extends WassersteinContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.ContinualBackpropContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowContinualBackpropTest extends ContinualBackpropContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

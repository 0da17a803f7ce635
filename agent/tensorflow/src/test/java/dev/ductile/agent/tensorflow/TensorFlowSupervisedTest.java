package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.SupervisedContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowSupervisedTest extends SupervisedContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

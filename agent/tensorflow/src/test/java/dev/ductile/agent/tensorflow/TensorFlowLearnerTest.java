package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.LearnerContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowLearnerTest extends LearnerContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

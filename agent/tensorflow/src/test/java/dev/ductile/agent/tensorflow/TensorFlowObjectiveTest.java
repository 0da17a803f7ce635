package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.ObjectiveContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowObjectiveTest extends ObjectiveContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.PassPenaltyContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowPassPenaltyTest extends PassPenaltyContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

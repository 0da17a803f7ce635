package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.PenaltyContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowPenaltyTest extends PenaltyContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

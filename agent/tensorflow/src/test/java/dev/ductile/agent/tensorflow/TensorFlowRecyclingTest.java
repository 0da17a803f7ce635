package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.RecyclingContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowRecyclingTest extends RecyclingContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

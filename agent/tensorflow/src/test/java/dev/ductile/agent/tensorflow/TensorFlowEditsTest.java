package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.EditsContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowEditsTest extends EditsContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.EdgesContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowEdgesTest extends EdgesContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.ProjectionContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowProjectionTest extends ProjectionContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.ArchitectureContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowArchitectureTest extends ArchitectureContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

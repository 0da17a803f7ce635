package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.TorsoContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowTorsoTest extends TorsoContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.ArrayOpsContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowArrayOpsTest extends ArrayOpsContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

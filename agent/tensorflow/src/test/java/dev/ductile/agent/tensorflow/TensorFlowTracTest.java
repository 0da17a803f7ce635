package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.TracContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowTracTest extends TracContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

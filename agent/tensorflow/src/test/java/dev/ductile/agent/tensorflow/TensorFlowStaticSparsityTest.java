package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.StaticSparsityContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowStaticSparsityTest extends StaticSparsityContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.HareAndTortoiseContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowHareAndTortoiseTest extends HareAndTortoiseContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

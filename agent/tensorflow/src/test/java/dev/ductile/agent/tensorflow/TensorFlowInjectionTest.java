package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.InjectionContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowInjectionTest extends InjectionContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

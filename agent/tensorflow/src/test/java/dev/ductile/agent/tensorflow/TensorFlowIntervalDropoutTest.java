package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.IntervalDropoutContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowIntervalDropoutTest extends IntervalDropoutContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

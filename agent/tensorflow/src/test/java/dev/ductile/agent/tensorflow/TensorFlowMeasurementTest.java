package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.MeasurementContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowMeasurementTest extends MeasurementContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

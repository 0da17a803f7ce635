package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.UnitMeasurementContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowUnitMeasurementTest extends UnitMeasurementContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.UnitMeasurementContract;
import dev.ductile.agent.engine.Engine;

class Dl4jUnitMeasurementTest extends UnitMeasurementContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.MeasurementContract;
import dev.ductile.agent.engine.Engine;

class Dl4jMeasurementTest extends MeasurementContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

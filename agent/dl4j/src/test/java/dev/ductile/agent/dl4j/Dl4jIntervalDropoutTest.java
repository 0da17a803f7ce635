package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.IntervalDropoutContract;
import dev.ductile.agent.engine.Engine;

class Dl4jIntervalDropoutTest extends IntervalDropoutContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.OptimizerTwinContract;
import dev.ductile.agent.engine.Engine;

class Dl4jOptimizerTwinTest extends OptimizerTwinContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

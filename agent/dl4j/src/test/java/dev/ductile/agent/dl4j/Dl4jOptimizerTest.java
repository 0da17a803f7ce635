package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.OptimizerContract;
import dev.ductile.agent.engine.Engine;

class Dl4jOptimizerTest extends OptimizerContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

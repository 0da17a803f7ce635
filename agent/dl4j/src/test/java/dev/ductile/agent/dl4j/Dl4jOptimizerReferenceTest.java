package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.OptimizerReferenceContract;
import dev.ductile.agent.engine.Engine;

class Dl4jOptimizerReferenceTest extends OptimizerReferenceContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.LayersContract;
import dev.ductile.agent.engine.Engine;

class Dl4jLayersTest extends LayersContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

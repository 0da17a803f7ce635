package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.HiddenLayersContract;
import dev.ductile.agent.engine.Engine;

class Dl4jHiddenLayersTest extends HiddenLayersContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

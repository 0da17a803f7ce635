package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.WassersteinContract;
import dev.ductile.agent.engine.Engine;

class Dl4jWassersteinTest extends WassersteinContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

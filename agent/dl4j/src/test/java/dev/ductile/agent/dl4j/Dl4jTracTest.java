package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.TracContract;
import dev.ductile.agent.engine.Engine;

class Dl4jTracTest extends TracContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

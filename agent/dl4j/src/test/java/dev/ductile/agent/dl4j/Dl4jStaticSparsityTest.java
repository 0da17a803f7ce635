package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.StaticSparsityContract;
import dev.ductile.agent.engine.Engine;

class Dl4jStaticSparsityTest extends StaticSparsityContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.EdgesContract;
import dev.ductile.agent.engine.Engine;

class Dl4jEdgesTest extends EdgesContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

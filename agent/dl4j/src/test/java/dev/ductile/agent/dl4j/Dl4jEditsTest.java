package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.EditsContract;
import dev.ductile.agent.engine.Engine;

class Dl4jEditsTest extends EditsContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

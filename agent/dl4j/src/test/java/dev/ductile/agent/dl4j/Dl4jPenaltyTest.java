package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.PenaltyContract;
import dev.ductile.agent.engine.Engine;

class Dl4jPenaltyTest extends PenaltyContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

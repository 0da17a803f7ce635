package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.PassPenaltyContract;
import dev.ductile.agent.engine.Engine;

class Dl4jPassPenaltyTest extends PassPenaltyContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

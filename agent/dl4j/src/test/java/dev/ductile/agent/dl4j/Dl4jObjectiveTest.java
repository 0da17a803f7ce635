package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.ObjectiveContract;
import dev.ductile.agent.engine.Engine;

class Dl4jObjectiveTest extends ObjectiveContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

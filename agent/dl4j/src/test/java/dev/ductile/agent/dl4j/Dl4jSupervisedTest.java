package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.SupervisedContract;
import dev.ductile.agent.engine.Engine;

class Dl4jSupervisedTest extends SupervisedContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

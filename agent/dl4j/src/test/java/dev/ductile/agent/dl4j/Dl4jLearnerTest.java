package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.LearnerContract;
import dev.ductile.agent.engine.Engine;

class Dl4jLearnerTest extends LearnerContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.ContinualBackpropContract;
import dev.ductile.agent.engine.Engine;

class Dl4jContinualBackpropTest extends ContinualBackpropContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

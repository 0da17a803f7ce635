package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.TorsoContract;
import dev.ductile.agent.engine.Engine;

class Dl4jTorsoTest extends TorsoContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

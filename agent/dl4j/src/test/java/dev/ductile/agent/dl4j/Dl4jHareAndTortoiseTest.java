package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.HareAndTortoiseContract;
import dev.ductile.agent.engine.Engine;

class Dl4jHareAndTortoiseTest extends HareAndTortoiseContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.ArchitectureContract;
import dev.ductile.agent.engine.Engine;

class Dl4jArchitectureTest extends ArchitectureContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

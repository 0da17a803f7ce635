package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.ProjectionContract;
import dev.ductile.agent.engine.Engine;

class Dl4jProjectionTest extends ProjectionContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

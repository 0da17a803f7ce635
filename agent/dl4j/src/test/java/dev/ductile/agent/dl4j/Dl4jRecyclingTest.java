package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.RecyclingContract;
import dev.ductile.agent.engine.Engine;

class Dl4jRecyclingTest extends RecyclingContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

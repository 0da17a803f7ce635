package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.InitialFeaturesContract;
import dev.ductile.agent.engine.Engine;

class Dl4jInitialFeaturesTest extends InitialFeaturesContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

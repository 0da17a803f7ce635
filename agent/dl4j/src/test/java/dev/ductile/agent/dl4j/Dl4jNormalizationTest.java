package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.NormalizationContract;
import dev.ductile.agent.engine.Engine;

class Dl4jNormalizationTest extends NormalizationContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

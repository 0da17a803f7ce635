package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.SpectralNormContract;
import dev.ductile.agent.engine.Engine;

class Dl4jSpectralNormTest extends SpectralNormContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.SpectralNormContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowSpectralNormTest extends SpectralNormContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.CurvatureContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowCurvatureTest extends CurvatureContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}

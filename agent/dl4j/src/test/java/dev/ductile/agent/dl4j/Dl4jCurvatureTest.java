package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.CurvatureContract;
import dev.ductile.agent.engine.Engine;

class Dl4jCurvatureTest extends CurvatureContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.FunctionContract;
import dev.ductile.agent.engine.Engine;

class Dl4jFunctionTest extends FunctionContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

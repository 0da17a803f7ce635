package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.ElementwiseOpsContract;
import dev.ductile.agent.engine.Engine;

class Dl4jElementwiseOpsTest extends ElementwiseOpsContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

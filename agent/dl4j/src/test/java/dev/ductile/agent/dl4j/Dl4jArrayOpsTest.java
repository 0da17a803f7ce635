package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.ArrayOpsContract;
import dev.ductile.agent.engine.Engine;

class Dl4jArrayOpsTest extends ArrayOpsContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

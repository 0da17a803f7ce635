package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.InjectionContract;
import dev.ductile.agent.engine.Engine;

class Dl4jInjectionTest extends InjectionContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

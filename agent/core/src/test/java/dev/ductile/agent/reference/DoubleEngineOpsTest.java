package dev.ductile.agent.reference;

import dev.ductile.agent.contract.ArrayOpsContract;
import dev.ductile.agent.contract.ElementwiseOpsContract;
import dev.ductile.agent.engine.Engine;
import org.junit.jupiter.api.Nested;

/** What engines are compared to is held to the same contracts. */
class DoubleEngineOpsTest {
  @Nested
  class Elementwise extends ElementwiseOpsContract {
    @Override
    protected Engine engine() {
      return new DoubleEngine();
    }
  }

  @Nested
  class Arrays extends ArrayOpsContract {
    @Override
    protected Engine engine() {
      return new DoubleEngine();
    }
  }
}

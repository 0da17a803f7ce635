package dev.ductile.agent.dl4j;

import dev.ductile.agent.contract.RunningStatisticsContract;
import dev.ductile.agent.engine.Engine;

class Dl4jRunningStatisticsTest extends RunningStatisticsContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}

package dev.ductile.agent.tensorflow;

import dev.ductile.agent.contract.RunningStatisticsContract;
import dev.ductile.agent.engine.Engine;

class TensorFlowRunningStatisticsTest extends RunningStatisticsContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine(true);
  }
}

package dev.ductile.agent.contract;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.measurement.Inspector;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.ValueTarget;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Small learners with a batch to measure them on, for contracts that every engine runs. */
abstract class MeasuredLearners {
  static final EngineSettings SETTINGS = new EngineSettings("cpu", 1, false);
  private static final PriorityRule LOSS = PriorityRule.of(PriorityRule.Kind.LOSS);
  static final int BATCH = SmallLearners.BATCH;
  static final int ACTIONS = SmallLearners.ACTIONS;

  /** The engine under test. */
  protected abstract Engine engine();

  Learner learner(boolean dueling, NoisyConfig noisy, Objective objective) {
    return SmallLearners.learner(engine(), SmallLearners.network(dueling, noisy), objective);
  }

  Learner plain() {
    return learner(false, NoisyConfig.none(), new DqnObjective(TdLoss.MSE, false));
  }

  LearnerCopy copyOf(Learner learner) {
    LearnerCopy copy =
        new LearnerCopy(
            engine(), SETTINGS, learner.spec(), BATCH, EnumSet.allOf(CopyFunction.class));
    copy.load(learner);
    copy.useBatch(SmallLearners.measurementBatch(learner));
    return copy;
  }

  static MeasurementConfig config(String names) {
    return new MeasurementConfig(MeasurementList.parse(names), 1000, BATCH, 5, 2);
  }

  Map<String, Double> measure(Learner learner, String names) {
    try (Inspector inspector = new Inspector(engine(), SETTINGS, learner.spec(), config(names))) {
      inspector.begin(learner, 7);
      return inspector.measure(learner, SmallLearners.measurementBatch(learner));
    }
  }

  static void set(Learner learner, String name, IntToDoubleFunction value) {
    for (List<Parameter> set : List.of(learner.onlineParameters(), learner.targetParameters())) {
      for (Parameter p : set) {
        if (p.name().equals(name)) {
          float[] values = new float[p.shape().elements()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i);
          }
          learner.write(p.variable(), values);
        }
      }
    }
  }

  static double[] input(Learner learner, int b) {
    double[] x = new double[2 * SmallLearners.SIDE * SmallLearners.SIDE];
    for (int i = 0; i < x.length; i++) {
      x[i] = (learner.updateInput("observations").get(b * x.length + i) & 0xff) / 255.0;
    }
    return x;
  }

  /** Objectives that read a network in different ways. */
  static Map<String, Objective> objectives() {
    ImplicitQuantiles fractions = new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1));
    Map<String, Objective> all = new LinkedHashMap<>();
    all.put("dqn", new DqnObjective(TdLoss.HUBER, true));
    all.put("c51", new C51Objective(new Support(11, -3, 3), true, LOSS));
    all.put(
        "iqn", new QuantileObjective(1, 1, ValueTarget.of(false), Optional.of(fractions), LOSS));
    return all;
  }
}

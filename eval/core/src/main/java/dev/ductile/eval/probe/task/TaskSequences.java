package dev.ductile.eval.probe.task;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.objective.CrossEntropyObjective;
import dev.ductile.agent.objective.HlGauss;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.RegressionObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TwoHot;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.RandomStreams;
import dev.ductile.eval.probe.data.ImageSet;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Makes chains of tasks from settings. */
public final class TaskSequences {
  /** Standardised targets are hardly ever farther from their mean. */
  private static final double DEVIATIONS = 5;

  private TaskSequences() {}

  /**
   * Makes a chain.
   *
   * @param pool images to draw the run's examples from
   * @param output how numbers and values are learned: {@code DQN} for one output and squared error,
   *     {@code TWO_HOT}, {@code HL_GAUSS}; for the bandit also {@code C51} and others
   * @throws ConfigurationException if there are too few images, or numbers cannot be learned so
   */
  public static TaskSequence create(
      TaskSettings task,
      BanditSettings bandit,
      ObjectiveConfig output,
      ImageSet pool,
      RandomStreams streams) {
    ImageSet images = draw(task, pool, streams.stream("examples", 0));
    UniformRandomProvider tasks = streams.stream("tasks", 0);
    UniformRandomProvider batches = streams.stream("batches", 0);
    if (task.name() == TaskName.BANDIT) {
      ObjectiveConfig ranged = task.automaticRange() ? valueRange(output, bandit) : output;
      return new BanditSequence(images, bandit, ranged.build(), task.batchSize(), batches);
    }
    ExampleSource source = source(task, images, tasks);
    boolean classes = task.name().score() == Score.ACCURACY;
    Objective objective =
        classes ? new CrossEntropyObjective(task.labelSmoothing()) : regression(task, output);
    int actions = classes ? images.classes() : 1;
    return new SupervisedSequence(source, objective, actions, task.batchSize(), batches);
  }

  private static ImageSet draw(TaskSettings task, ImageSet pool, UniformRandomProvider random) {
    if (pool.count() < task.examples()) {
      throw new ConfigurationException(
          "task.examples = "
              + task.examples()
              + " is not possible: "
              + pool.name()
              + " has only "
              + pool.count()
              + " images");
    }
    int[] order = Shuffles.permutation(pool.count(), random);
    return pool.subset(java.util.Arrays.copyOf(order, task.examples()));
  }

  private static ExampleSource source(
      TaskSettings task, ImageSet images, UniformRandomProvider random) {
    RandomTargets targets = new RandomTargets(images, task.frequency());
    return switch (task.name()) {
      case RANDOM_LABELS -> new RandomLabels(images, task.fraction(), random);
      case CLASS_PERMUTATION -> new ClassPermutation(images, random);
      case INPUT_TRANSFORMATION -> new InputTransformation(images, random);
      case GROWING_TARGETS -> RandomRegression.growing(images, targets, task.growth(), random);
      case COMPOSITE -> new CompositeTask(images, task.fraction(), task.growth(), random);
      case OFFSET_REGRESSION ->
          RandomRegression.afterOffset(images, targets, task.offset(), random);
      case BANDIT -> throw new IllegalArgumentException("the bandit has no examples");
    };
  }

  private static Objective regression(TaskSettings task, ObjectiveConfig output) {
    ObjectiveConfig.Categorical c = output.categorical();
    double low = c.valueMin();
    double high = c.valueMax();
    if (task.automaticRange()) {
      double largest = Math.max(1, Math.pow(task.growth(), task.tasks() - 1));
      boolean offset = task.name() == TaskName.OFFSET_REGRESSION;
      double spread = DEVIATIONS * (offset ? 1 : largest);
      low = (offset ? Math.min(0, task.offset()) : 0) - spread;
      high = (offset ? Math.max(0, task.offset()) : 0) + spread;
    }
    return switch (output.kind()) {
      case DQN -> new RegressionObjective(Optional.empty());
      case TWO_HOT ->
          new RegressionObjective(Optional.of(new TwoHot(new Support(c.atoms(), low, high))));
      case HL_GAUSS ->
          new RegressionObjective(Optional.of(new HlGauss(c.atoms(), low, high, c.sigmaRatio())));
      default ->
          throw new ConfigurationException(
              "objective.kind = "
                  + output.kind()
                  + " is not possible: task "
                  + task.name().text()
                  + " learns numbers by DQN (one output), TWO_HOT or HL_GAUSS");
    };
  }

  /**
   * Rewards are 0 and 1, or 0 and their scale: values lie between 0 and scale/(1 − γ); a tenth more
   * at both ends.
   */
  private static ObjectiveConfig valueRange(ObjectiveConfig output, BanditSettings bandit) {
    double largest = output.rewardScale() / (1 - bandit.discount());
    ObjectiveConfig.Categorical c = output.categorical();
    return new ObjectiveConfig(
        output.kind(),
        output.tdLoss(),
        output.doubleQ(),
        new ObjectiveConfig.Categorical(
            c.atoms(), -0.1 * largest, 1.1 * largest, c.sigmaRatio(), c.labelSmoothing()),
        output.quantile(),
        output.munchausen(),
        output.priority(),
        output.rewardScale());
  }
}

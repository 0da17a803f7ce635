package dev.ductile.eval.probe.task;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.objective.Objective;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A chain of tasks from the learner's side: fills its batches and says how well it does. For one
 * learner and one thread.
 */
public interface TaskSequence {
  /** Key of the score among the figures of {@link #evaluate}. */
  String SCORE = "score";

  /** What is learned. */
  Objective objective();

  /** ActionValues of the network. */
  int actions();

  /** Batch sizes that the learner will be asked to act upon. */
  List<Integer> actBatchSizes();

  /** Goes on to the next task; to be called for 0, 1, 2, … in turn. */
  void begin(int task);

  /** Fills the inputs of the learner's next update. */
  void prepare(Learner learner);

  /**
   * Does what follows an update.
   *
   * @param updates done so far
   * @return whether the target network was copied
   */
  boolean afterUpdate(Learner learner, long updates);

  /** The score on what the last update was given, before it: noisy, but free of charge. */
  double online(Learner learner);

  /** Figures on all examples of the current task, with {@link #SCORE} first; changes nothing. */
  Map<String, Double> evaluate(Learner learner);

  /** Random samples of the current task. */
  TaskBatch sample(int size, UniformRandomProvider random);

  /** Fills a batch [B, H, W, channels] with random examples of the current task. */
  void observations(UniformRandomProvider random, ByteBuffer batch);
}

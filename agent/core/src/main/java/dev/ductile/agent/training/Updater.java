package dev.ductile.agent.training;

import dev.ductile.agent.config.LearningConfig;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.training.experience.Experience;
import dev.ductile.base.RandomState;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * The half of training that learns: counts which updates are due, samples, updates, gives new
 * priorities back, copies the target. Owns the random stream of the updates' noise.
 *
 * <p>A group of updates goes in three steps: {@link #prepare} and {@link #finish} use the replay
 * memory and belong to the training thread; {@link #compute} may run on another thread, and leaves
 * the memory alone if the group is of one update.
 */
final class Updater implements Stateful {
  /** Name of the random stream of the updates' noise. */
  static final String NOISE = "updateNoise";

  private final Learner learner;
  private final Experience experience;
  private final LearningConfig config;
  private final int minimumTransitions;
  private final RestorableUniformRandomProvider noise;
  private final MetricsWindow window = new MetricsWindow();
  private long updates;
  private long finishedUpdates;
  private int due;
  private int group;
  private long sampledAtSteps;
  private boolean targetWasSynced;
  private final LearnerEdits edits;
  private final int frameSkip;

  Updater(
      Learner learner,
      Experience experience,
      LearningConfig config,
      int minimumTransitions,
      RestorableUniformRandomProvider noise,
      LearnerEdits edits,
      int frameSkip) {
    this.learner = learner;
    this.edits = edits;
    this.frameSkip = frameSkip;
    this.experience = experience;
    this.config = config;
    this.minimumTransitions = minimumTransitions;
    this.noise = noise;
  }

  /** Updates of all groups that were finished. */
  long updates() {
    return finishedUpdates;
  }

  /** Means since the last line of the log. */
  MetricsWindow window() {
    return window;
  }

  /** Counts agent steps, from which updates become due. */
  void earn(int steps, long agentSteps) {
    due += experience.due(steps, agentSteps);
  }

  /** Updates that are due. */
  int due() {
    return due;
  }

  /** Takes all due updates as a group, which must not be empty, and samples the first batch. */
  void prepare(long agentSteps) {
    group = due;
    due = 0;
    sampledAtSteps = agentSteps;
    draw();
  }

  /** Whether {@link #compute} uses the replay memory, which nobody else may use meanwhile. */
  boolean usesMemory() {
    return group > 1;
  }

  /** Does the group's updates. */
  void compute() {
    for (int i = 0; i < group; i++) {
      if (i > 0) {
        experience.feedBack();
        draw();
      }
      learner.update();
      updates++;
      if (!Float.isFinite(learner.loss())) {
        return;
      }
      window.add(learner::updated);
      if (config.copiesTargetAfter(updates, minimumTransitions)) {
        learner.syncTarget();
        targetWasSynced = true;
      }
    }
  }

  private void draw() {
    experience.sample(sampledAtSteps);
    learner.drawForUpdate(noise);
  }

  /**
   * Ends the group: the last batch gets its priorities, interventions edit, acting goes on with the
   * parameters.
   *
   * @return whether the loss is a number
   */
  boolean finish() {
    group = 0;
    finishedUpdates = updates;
    if (!Float.isFinite(learner.loss())) {
      return false;
    }
    experience.feedBack();
    edits.after(updates, sampledAtSteps * frameSkip, targetWasSynced);
    targetWasSynced = false;
    learner.publish();
    return true;
  }

  /** Begins the random streams of the updates' noise and of interventions anew. */
  void reseed(RandomStreams streams) {
    RandomState.copy(streams.stream(NOISE, 0), noise);
    edits.reseed(streams);
  }

  /**
   * Lets interventions enter, at a fork.
   *
   * @param entering what each does
   */
  void enter(List<Consumer<EditContext>> entering, long frames) {
    edits.enter(entering, updates, frames);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(updates);
    experience.save(out);
    out.writeInt(due);
    window.save(out);
    RandomState.save(noise, out);
    edits.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    updates = in.readLong();
    finishedUpdates = updates;
    experience.restore(in);
    due = in.readInt();
    window.restore(in);
    RandomState.restore(noise, in);
    edits.restore(in);
  }
}

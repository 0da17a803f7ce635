package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;

/** A small learner with interventions, updated and edited step by step. */
final class EditedLearner implements AutoCloseable {
  static final int FRAMES_PER_UPDATE = 4;

  /** Seed of the stream of interventions. */
  static final long EDITS = 77;

  private final Learner learner;
  private final LearnerEdits edits;
  private long updates;

  EditedLearner(
      Engine engine, NetworkConfig network, Objective objective, OptimizerConfig o, String with) {
    learner = SmallLearners.with(engine, network, objective, o, InterventionList.parse(with).all());
    edits = new LearnerEdits(learner, SmallLearners.restorable(EDITS), this::repeatBatch);
    edits.begin();
  }

  /** The update's observations again and again, so that means are those of the batch. */
  private void repeatBatch(Object random, ByteBuffer observations) {
    ByteBuffer batch = learner.updateInput("observations");
    for (int i = 0; i < observations.capacity(); i++) {
      observations.put(i, batch.get(i % batch.capacity()));
    }
  }

  Learner learner() {
    return learner;
  }

  LearnerEdits edits() {
    return edits;
  }

  /** One update without edits. */
  void update() {
    learner.drawForUpdate(SmallLearners.stream(++updates));
    learner.update();
  }

  /** The edits that are due after it. */
  void edit(boolean targetWasSynced) {
    edits.after(updates, updates * FRAMES_PER_UPDATE, targetWasSynced);
  }

  void step(int count) {
    for (int i = 0; i < count; i++) {
      update();
      edit(false);
    }
  }

  /** Values of the batch's observations. */
  float[] act() {
    var from = learner.updateInput("observations");
    int batch = SmallLearners.BATCH;
    SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(batch));
    return SmallLearners.copy(learner.act(batch));
  }

  /** The same with noise, where there is any. */
  float[] explore() {
    act();
    return SmallLearners.copy(learner.explore(SmallLearners.BATCH, SmallLearners.stream(3)));
  }

  Parameter parameter(String name) {
    return learner.onlineParameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name));
  }

  private Variable variable(String name) {
    return learner.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(name));
  }

  /** A variable by its full name. */
  float[] read(String name) {
    return learner.read(variable(name));
  }

  void write(String name, float... values) {
    learner.write(variable(name), values);
  }

  /** All variables but those of interventions, by name. */
  Map<String, float[]> variables() {
    return SmallLearners.values(
        learner,
        learner.variables().stream().filter(v -> !v.name().startsWith("intervention/")).toList());
  }

  /** Elements that are fresh, elements that are 0; all others as before, with their moments. */
  void expectRenewed(
      Map<String, float[]> before, String parameter, IntPredicate fresh, IntPredicate zero) {
    float[] was = before.get("online/" + parameter);
    float[] now = read("online/" + parameter);
    float[] m = read("optimizer/" + parameter + "/m");
    float[] v = read("optimizer/" + parameter + "/v");
    float[] mBefore = before.get("optimizer/" + parameter + "/m");
    float[] vBefore = before.get("optimizer/" + parameter + "/v");
    for (int i = 0; i < was.length; i++) {
      String what = parameter + "[" + i + "]";
      if (zero.test(i)) {
        assertThat(now[i]).as(what).isZero();
      } else if (fresh.test(i)) {
        assertThat(now[i]).as(what).isNotEqualTo(was[i]).isNotZero();
      } else {
        assertThat(now[i]).as(what).isEqualTo(was[i]);
      }
      boolean renewed = zero.test(i) || fresh.test(i);
      assertThat(m[i]).as("m of " + what).isEqualTo(renewed ? 0 : mBefore[i]);
      assertThat(v[i]).as("v of " + what).isEqualTo(renewed ? 0 : vBefore[i]);
    }
  }

  /** An array of one value. */
  static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Override
  public void close() {
    learner.close();
  }
}

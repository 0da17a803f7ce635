package dev.ductile.eval.probe.task;

import dev.ductile.agent.learner.ActionValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.objective.Objective;
import dev.ductile.eval.probe.data.ImageSet;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A deep Q-network on the contextual bandit, with replay memory, target network and ε-greedy
 * exploration. Episodes do not end: the target is r + γ max Q⁻(s′, ·) with s′ any image.
 */
final class BanditSequence implements TaskSequence {
  private static final int EVALUATION_BATCH = 256;

  private final ImageSet images;
  private final BanditSettings settings;
  private final Objective objective;
  private final int batchSize;
  private final UniformRandomProvider random;
  private final int[] rewarded;
  private final BanditMemory memory;
  private final int[] states;
  private double best = 1;
  private double recentReward;

  /**
   * @param random the stream of everything that the bandit draws
   */
  BanditSequence(
      ImageSet images,
      BanditSettings settings,
      Objective objective,
      int batchSize,
      UniformRandomProvider random) {
    this.images = images;
    this.settings = settings;
    this.objective = objective;
    this.batchSize = batchSize;
    this.random = random;
    this.rewarded = new int[images.count()];
    this.memory = new BanditMemory(settings.capacityTransitions());
    this.states = new int[settings.interactionsPerUpdate()];
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public int actions() {
    return images.classes();
  }

  @Override
  public List<Integer> actBatchSizes() {
    return List.copyOf(new TreeSet<>(List.of(states.length, EVALUATION_BATCH)));
  }

  @Override
  public void begin(int task) {
    if (task == 0) {
      for (int i = 0; i < rewarded.length; i++) {
        rewarded[i] = firstReward(i);
      }
      for (int i = 0; i < states.length; i++) {
        states[i] = random.nextInt(images.count());
      }
      best =
          java.util.Arrays.stream(rewarded).filter(a -> a >= 0).count() / (double) rewarded.length;
    } else if (settings.permuteEachTask()) {
      int[] names = Shuffles.permutation(images.classes(), random);
      for (int i = 0; i < rewarded.length; i++) {
        rewarded[i] = rewarded[i] < 0 ? -1 : names[rewarded[i]];
      }
    }
  }

  /** The action that is rewarded on an image; −1 for none. */
  private int firstReward(int image) {
    int last = images.classes() - 1;
    return switch (settings.reward()) {
      case TRUE_LABEL -> images.label(image);
      case RANDOM_LABEL -> random.nextInt(images.classes());
      case SPARSE -> images.label(image) == last ? last : -1;
    };
  }

  @Override
  public void prepare(Learner learner) {
    do {
      interact(learner);
    } while (memory.size() < Math.min(batchSize, settings.capacityTransitions()));
    ByteBuffer observations = learner.updateInput("observations");
    ByteBuffer next = learner.updateInput("nextObservations");
    for (int i = 0; i < batchSize; i++) {
      int at = random.nextInt(memory.size());
      images.copyInterleaved(memory.state(at), observations, i);
      images.copyInterleaved(memory.nextState(at), next, i);
      learner.updateInput("actions").putInt(i * Integer.BYTES, memory.action(at));
      learner.updateInput("returns").putFloat(i * Float.BYTES, memory.reward(at));
      learner.updateInput("discounts").putFloat(i * Float.BYTES, (float) settings.discount());
      learner.updateInput("weights").putFloat(i * Float.BYTES, 1);
    }
  }

  private void interact(Learner learner) {
    ByteBuffer batch = learner.actObservations(states.length);
    for (int i = 0; i < states.length; i++) {
      images.copyPlanes(states[i], batch, i);
    }
    FloatBuffer values = learner.act(states.length);
    recentReward = 0;
    for (int i = 0; i < states.length; i++) {
      int action =
          random.nextDouble() < settings.epsilon()
              ? random.nextInt(actions())
              : ActionValues.argMax(values, i, actions());
      float reward = rewarded[states[i]] == action ? 1 : 0;
      int next = random.nextInt(images.count());
      memory.add(states[i], action, reward, next);
      states[i] = next;
      recentReward += reward / (double) states.length;
    }
  }

  @Override
  public boolean afterUpdate(Learner learner, long updates) {
    int period = settings.targetUpdatePeriodUpdates();
    boolean due = period > 0 && updates % period == 0;
    if (due) {
      learner.syncTarget();
    }
    return due;
  }

  @Override
  public double online(Learner learner) {
    return best > 0 ? recentReward / best : 0;
  }

  @Override
  public Map<String, Double> evaluate(Learner learner) {
    double reward = 0;
    double largest = 0;
    for (int from = 0; from < images.count(); from += EVALUATION_BATCH) {
      int size = Math.min(EVALUATION_BATCH, images.count() - from);
      ByteBuffer batch = learner.actObservations(EVALUATION_BATCH);
      for (int i = 0; i < size; i++) {
        images.copyPlanes(from + i, batch, i);
      }
      FloatBuffer values = learner.act(EVALUATION_BATCH);
      for (int i = 0; i < size; i++) {
        int action = ActionValues.argMax(values, i, actions());
        reward += action == rewarded[from + i] ? 1 : 0;
        largest += values.get(i * actions() + action);
      }
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(SCORE, best > 0 ? reward / images.count() / best : 0);
    figures.put("meanGreedyValue", largest / images.count());
    return figures;
  }

  /** Transitions of random actions. */
  @Override
  public TaskBatch sample(int size, UniformRandomProvider stream) {
    TaskBatch batch = TaskBatch.zeros(size, images.imageBytes());
    ByteBuffer observations = ByteBuffer.wrap(batch.observations());
    ByteBuffer next = ByteBuffer.wrap(batch.nextObservations());
    for (int i = 0; i < size; i++) {
      int state = stream.nextInt(images.count());
      int action = stream.nextInt(actions());
      images.copyInterleaved(state, observations, i);
      images.copyInterleaved(stream.nextInt(images.count()), next, i);
      batch.actions()[i] = action;
      batch.returns()[i] = rewarded[state] == action ? 1 : 0;
      batch.discounts()[i] = (float) settings.discount();
    }
    return batch;
  }

  @Override
  public void observations(UniformRandomProvider stream, ByteBuffer batch) {
    SupervisedSequence.fill(images, stream, batch);
  }
}

package dev.ductile.agent.training.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.RandomStreams;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvOptions;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.PlaneInterleaver;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real games into a rollout: what is learned from is what the environments showed. The twin keeps
 * every stack and follows each transition forwards by itself.
 */
class RolloutFeederTest {
  private static final long SEED = 23;
  private static final int SLOTS = 3;
  private static final int STEPS = 40;
  private static final int ROLLOUTS = 12;
  private static final double DISCOUNT = 0.9;
  private static final double LAMBDA = 0.7;
  private static final double SCALE = 0.5;

  /** A step of one slot as it was shown; {@code next} is what it led to. */
  private record Step(
      byte[] seen, int action, double reward, boolean terminated, boolean ended, byte[] next) {}

  private int terminations;
  private int cuts;

  @ParameterizedTest
  @CsvSource({"dopamine, 0", "dopamine, 130", "gymnasium, 90", "dqn-zoo, 151"})
  void whatIsLearnedFromWasShown(String preset, int maxFramesPerEpisode) {
    EnvConfig game = EnvPresets.config(preset, "volley");
    game = EnvOptions.with(game, "maxFramesPerEpisode", maxFramesPerEpisode);
    int stackBytes = game.stackSize() * game.frameBytes();
    UniformRandomProvider random = new RandomStreams(SEED).stream("test", 0);
    Rollout rollout = new Rollout(STEPS, SLOTS, game.stackSize(), game.frameBytes());
    try (VectorEnv env =
        new VectorEnv(Collections.nCopies(SLOTS, game), SEED, 1, RomStore.standard())) {
      RolloutFeeder feeder =
          new RolloutFeeder(env, RolloutFeederTest::values, rollout, SCALE, DISCOUNT, LAMBDA);
      env.reset();
      feeder.begin();
      for (int i = 0; i < ROLLOUTS; i++) {
        check(play(env, feeder, stackBytes, random), rollout, game);
        assertThat(rollout.isFull()).isTrue();
      }
    }
    assertThat(terminations + cuts).as("episodes that ended").isPositive();
    if (maxFramesPerEpisode > 0) {
      assertThat(cuts).as("episodes that were cut off").isGreaterThan(2 * SLOTS);
    }
  }

  /** Any number that tells stacks apart. */
  private static double value(byte[] stack) {
    CRC32 crc = new CRC32();
    crc.update(stack);
    return crc.getValue() % 1000 / 100.0;
  }

  private static void values(ByteBuffer stacks, float[] values) {
    byte[] stack = new byte[stacks.capacity() / values.length];
    for (int slot = 0; slot < values.length; slot++) {
      stacks.get(slot * stack.length, stack);
      values[slot] = (float) value(stack);
    }
  }

  private List<List<Step>> play(
      VectorEnv env, RolloutFeeder feeder, int stackBytes, UniformRandomProvider random) {
    List<List<Step>> shown = new ArrayList<>();
    int actions = env.env(0).actions().size();
    int[] taken = new int[SLOTS];
    for (int step = 0; step < STEPS; step++) {
      byte[][] before = stacks(env, stackBytes);
      FloatBuffer given = FloatBuffer.allocate(SLOTS * actions);
      for (int slot = 0; slot < SLOTS; slot++) {
        for (int a = 0; a < actions; a++) {
          given.put(slot * actions + a, (float) value(before[slot]) - a);
        }
        taken[slot] = random.nextInt(actions);
      }
      feeder.chosen(given);
      env.step(taken);
      feeder.append(taken);
      shown.add(note(env, taken, before, stacks(env, stackBytes)));
    }
    return shown;
  }

  private List<Step> note(VectorEnv env, int[] taken, byte[][] before, byte[][] after) {
    List<Step> steps = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      boolean terminated = env.result().terminated()[slot];
      boolean ended = env.result().episodeEnded()[slot];
      byte[] next = after[slot];
      if (ended) {
        int frameBytes = env.env(0).config().frameBytes();
        next = Arrays.copyOfRange(before[slot], frameBytes, before[slot].length + frameBytes);
        env.result()
            .finalFrames()
            .get(slot * frameBytes, next, next.length - frameBytes, frameBytes);
      }
      terminations += terminated ? 1 : 0;
      cuts += ended && !terminated ? 1 : 0;
      double reward = env.result().rewards()[slot];
      steps.add(new Step(before[slot], taken[slot], reward, terminated, ended || terminated, next));
    }
    return steps;
  }

  private static byte[][] stacks(VectorEnv env, int stackBytes) {
    byte[][] stacks = new byte[SLOTS][stackBytes];
    for (int slot = 0; slot < SLOTS; slot++) {
      env.result().stacks().get(slot * stackBytes, stacks[slot]);
    }
    return stacks;
  }

  private static void check(List<List<Step>> shown, Rollout rollout, EnvConfig game) {
    int stackBytes = game.stackSize() * game.frameBytes();
    PlaneInterleaver interleaver = new PlaneInterleaver(game.stackSize(), game.frameBytes());
    ByteBuffer image = ByteBuffer.allocateDirect(stackBytes);
    ByteBuffer stack = ByteBuffer.allocateDirect(stackBytes);
    ByteBuffer learned = ByteBuffer.allocateDirect(stackBytes);
    for (int i = 0; i < STEPS * SLOTS; i++) {
      Step step = shown.get(i / SLOTS).get(i % SLOTS);
      assertThat(rollout.action(i)).isEqualTo(step.action());
      assertThat((double) rollout.returnOf(i))
          .as("return of transition %d", i)
          .isCloseTo(forward(shown, i / SLOTS, i % SLOTS), within(1e-4));
      stack.put(0, step.seen());
      interleaver.interleave(stack, 0, image, 0);
      rollout.copyObservation(i, learned, 0);
      assertThat(learned).as("observation of transition %d", i).isEqualTo(image);
    }
  }

  /** Q(λ) straight from its recursion. */
  private static double forward(List<List<Step>> shown, int at, int slot) {
    Step step = shown.get(at).get(slot);
    double reward = SCALE * step.reward();
    if (step.terminated()) {
      return reward;
    }
    double next = value(step.next());
    if (step.ended() || at + 1 == shown.size()) {
      return reward + DISCOUNT * next;
    }
    return reward + DISCOUNT * ((1 - LAMBDA) * next + LAMBDA * forward(shown, at + 1, slot));
  }
}

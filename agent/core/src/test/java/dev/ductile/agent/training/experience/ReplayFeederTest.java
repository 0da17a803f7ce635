package dev.ductile.agent.training.experience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.RandomStreams;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvOptions;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayBatch;
import dev.ductile.replay.ReplayConfig;
import dev.ductile.replay.UniformReplay;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real games into a real memory: what is sampled is what the environments showed. The twin copies
 * every stack as it was shown, so it shares nothing with the memory's own bookkeeping.
 */
class ReplayFeederTest {
  private static final long SEED = 17;
  private static final int SLOTS = 3;
  private static final int STEPS = 700;
  private static final int BATCHES = 60;
  private static final int BATCH = 32;
  private static final double DISCOUNT = 0.9;

  /** What followed an observation and an action. */
  private record Outcome(float reward, float discount, ByteBuffer next) {}

  private record Shown(ByteBuffer observation, int action) {}

  private final Map<Shown, List<Outcome>> twin = new HashMap<>();
  private int terminations;
  private int truncations;

  @ParameterizedTest
  @CsvSource({"dopamine, 0", "dopamine, 130", "gymnasium, 90", "dqn-zoo, 151"})
  void whatIsSampledWasShown(String preset, int maxFramesPerEpisode) {
    EnvConfig game = EnvPresets.config(preset, "volley");
    game = EnvOptions.with(game, "maxFramesPerEpisode", maxFramesPerEpisode);
    ReplayConfig config =
        new ReplayConfig(
            SLOTS * STEPS * 2,
            SLOTS,
            game.frameBytes(),
            game.stackSize(),
            game.stackStart(),
            1,
            DISCOUNT);
    UniformRandomProvider random = new RandomStreams(SEED).stream("test", 0);
    try (VectorEnv env =
            new VectorEnv(Collections.nCopies(SLOTS, game), SEED, 1, RomStore.standard());
        UniformReplay replay = new UniformReplay(config)) {
      play(env, new ReplayFeeder(env, replay, game.frameBytes()), game, random);
      replay.checkInvariants();
      ReplayBatch batch = new ReplayBatch(BATCH, config);
      for (int i = 0; i < BATCHES; i++) {
        replay.sample(random, 0, batch);
        check(batch, config.stackSize() * config.frameBytes());
      }
    }
    if (maxFramesPerEpisode == 0) {
      assertThat(terminations).as("games that ended").isPositive();
    } else {
      assertThat(truncations).as("games that were cut off").isGreaterThan(2 * SLOTS);
    }
  }

  private void play(
      VectorEnv env, ReplayFeeder feeder, EnvConfig game, UniformRandomProvider random) {
    int stackBytes = game.stackSize() * game.frameBytes();
    int[] actions = new int[SLOTS];
    env.reset();
    feeder.begin();
    for (int step = 0; step < STEPS; step++) {
      byte[][] before = stacks(env, stackBytes);
      for (int slot = 0; slot < SLOTS; slot++) {
        actions[slot] = random.nextInt(env.env(slot).actions().size());
      }
      env.step(actions);
      feeder.append(actions);
      byte[][] after = stacks(env, stackBytes);
      for (int slot = 0; slot < SLOTS; slot++) {
        note(env, slot, actions[slot], before[slot], after[slot], game.frameBytes());
      }
    }
  }

  private void note(
      VectorEnv env, int slot, int action, byte[] before, byte[] after, int frameBytes) {
    byte[] next = after;
    float discount = (float) DISCOUNT;
    if (env.result().terminated()[slot]) {
      next = new byte[before.length];
      discount = 0;
      terminations++;
    } else if (env.result().truncated()[slot]) {
      next = Arrays.copyOfRange(before, frameBytes, before.length + frameBytes);
      env.result()
          .finalFrames()
          .get(slot * frameBytes, next, before.length - frameBytes, frameBytes);
      truncations++;
    }
    Outcome outcome =
        new Outcome((float) env.result().rewards()[slot], discount, ByteBuffer.wrap(next));
    twin.computeIfAbsent(new Shown(ByteBuffer.wrap(before), action), s -> new ArrayList<>())
        .add(outcome);
  }

  private static byte[][] stacks(VectorEnv env, int stackBytes) {
    byte[][] stacks = new byte[SLOTS][stackBytes];
    for (int slot = 0; slot < SLOTS; slot++) {
      env.result().stacks().get(slot * stackBytes, stacks[slot]);
    }
    return stacks;
  }

  private void check(ReplayBatch batch, int stackBytes) {
    for (int i = 0; i < BATCH; i++) {
      byte[] observation = new byte[stackBytes];
      byte[] next = new byte[stackBytes];
      batch.observations().get(i * stackBytes, observation);
      batch.nextObservations().get(i * stackBytes, next);
      int action = batch.actions().getInt(i * Integer.BYTES);
      String what = "transition " + batch.indices()[i] + ", seed " + SEED;
      List<Outcome> known = twin.get(new Shown(ByteBuffer.wrap(observation), action));
      assertThat(known).as("%s: the stack and action were shown", what).isNotNull();
      Outcome found =
          new Outcome(
              batch.returns().getFloat(i * Float.BYTES),
              batch.discounts().getFloat(i * Float.BYTES),
              ByteBuffer.wrap(next));
      assertThat(known.contains(found)).as("%s: what followed", what).isTrue();
    }
  }
}

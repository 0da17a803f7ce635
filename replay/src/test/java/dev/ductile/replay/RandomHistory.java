package dev.ductile.replay;

import dev.ductile.base.StackStart;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Feeds the same random legal history to a memory and to its naive twin. */
final class RandomHistory {
  final SplittableRandom random;
  final ReplayConfig config;

  /** May be replaced by its restored copy. */
  ReplayMemory memory;

  final NaiveReplay naive;

  /** Frames of all slots side by side, as a vector environment gives them. */
  final ByteBuffer frames;

  private final boolean[] mustBegin;
  private final double endProbability;

  RandomHistory(long seed, ReplayConfig config, ReplayMemory memory, double endProbability) {
    this.random = new SplittableRandom(seed);
    this.config = config;
    this.memory = memory;
    this.naive = new NaiveReplay(config);
    this.frames = ByteBuffer.allocateDirect(config.slots() * config.frameBytes());
    this.mustBegin = new boolean[config.slots()];
    java.util.Arrays.fill(mustBegin, true);
    this.endProbability = endProbability;
  }

  static ReplayConfig randomConfig(SplittableRandom random) {
    int slots = 1 + random.nextInt(4);
    int stack = 1 + random.nextInt(4);
    int n = 1 + random.nextInt(5);
    int perSlot = stack + n + random.nextInt(40);
    StackStart start = StackStart.values()[random.nextInt(3)];
    double discount = random.nextInt(5) == 0 ? 1 : 0.5 + 0.5 * random.nextDouble();
    return new ReplayConfig(
        perSlot * slots - random.nextInt(slots),
        slots,
        1 + random.nextInt(9),
        stack,
        start,
        n,
        discount);
  }

  byte[] nextFrame(int slot) {
    byte[] frame = new byte[config.frameBytes()];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (byte) (1 + random.nextInt(255));
    }
    frames.put(slot * config.frameBytes(), frame);
    return frame;
  }

  /** One step in a random slot, with all kinds of endings. */
  void step() {
    int slot = random.nextInt(config.slots());
    if (mustBegin[slot] || random.nextDouble() < endProbability / 10) {
      memory.beginEpisode(slot); // sometimes in the middle of an episode: abandoned
      naive.beginEpisode(slot);
    }
    byte[] frame = nextFrame(slot);
    int action = random.nextInt(TransitionRing.MAX_ACTION + 1);
    float reward = random.nextInt(5) - 2 + (random.nextInt(3) == 0 ? random.nextInt(99) / 7f : 0f);
    boolean terminated = random.nextDouble() < endProbability;
    boolean truncated = random.nextDouble() < endProbability / 2;
    int offset = slot * config.frameBytes();
    memory.append(slot, frames, offset, action, reward, terminated, truncated);
    naive.append(slot, frame, action, reward, terminated, truncated);
    if (truncated) {
      mustBegin[slot] = true;
      if (random.nextInt(4) > 0) {
        byte[] last = nextFrame(slot);
        memory.appendFinalFrame(slot, frames, offset);
        naive.appendFinalFrame(slot, last);
      }
    } else {
      // A terminated step that does not begin an episode is a lost life.
      mustBegin[slot] = terminated && random.nextBoolean();
    }
  }
}

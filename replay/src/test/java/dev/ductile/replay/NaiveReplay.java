package dev.ductile.replay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The twin that the memory is measured against: copies every full stack of every transition into
 * plain objects and answers every question by walking lists. Shares no code with the memory.
 */
final class NaiveReplay {
  /** One step with everything about it. */
  static final class Step {
    int slot;
    long number; // of all entries of the slot, final frames counted
    long oldestFrame; // entry number of the oldest frame in its stack
    byte[][] observation;
    byte[][] successor; // stack after the step, null until known
    int action;
    float reward;
    boolean terminated;
    boolean truncated;
    Step following; // next step of the same episode
  }

  /** What a batch row must hold. */
  record Row(byte[] observation, byte[] next, int action, float ret, float discount) {}

  private final ReplayConfig config;
  private final List<List<Step>> steps = new ArrayList<>();
  private final long[] entries;
  private final long[] episodeStart;
  private final List<List<byte[]>> episodeFrames = new ArrayList<>();
  private final Step[] last;

  NaiveReplay(ReplayConfig config) {
    this.config = config;
    this.entries = new long[config.slots()];
    this.episodeStart = new long[config.slots()];
    this.last = new Step[config.slots()];
    for (int i = 0; i < config.slots(); i++) {
      steps.add(new ArrayList<>());
      episodeFrames.add(new ArrayList<>());
    }
  }

  void beginEpisode(int slot) {
    episodeFrames.set(slot, new ArrayList<>());
    episodeStart[slot] = entries[slot];
    last[slot] = null;
  }

  void append(
      int slot, byte[] frame, int action, float reward, boolean terminated, boolean truncated) {
    Step step = new Step();
    step.slot = slot;
    step.number = entries[slot]++;
    step.oldestFrame = Math.max(episodeStart[slot], step.number - config.stackSize() + 1);
    keepFrame(slot, frame);
    step.observation = stack(episodeFrames.get(slot));
    step.action = action;
    step.reward = reward;
    step.terminated = terminated;
    step.truncated = truncated;
    if (last[slot] != null) {
      last[slot].successor = copy(step.observation);
      last[slot].following = step;
    }
    last[slot] = step;
    List<Step> all = steps.get(slot);
    all.add(step);
    if (all.size() > 4 * config.slotCapacity()) {
      all.subList(0, 2 * config.slotCapacity()).clear(); // long overwritten
    }
  }

  void appendFinalFrame(int slot, byte[] frame) {
    entries[slot]++;
    keepFrame(slot, frame);
    last[slot].successor = stack(episodeFrames.get(slot));
    last[slot] = null;
  }

  private void keepFrame(int slot, byte[] frame) {
    episodeFrames.get(slot).add(frame.clone());
  }

  private byte[][] stack(List<byte[]> frames) {
    int size = config.stackSize();
    List<byte[]> recent = frames.subList(Math.max(0, frames.size() - size), frames.size());
    List<byte[]> out = new ArrayList<>(recent);
    while (out.size() < size) {
      switch (config.stackStart()) {
        case LEADING_ZEROS -> out.add(0, new byte[config.frameBytes()]);
        case TRAILING_ZEROS -> out.add(new byte[config.frameBytes()]);
        case REPEAT_FIRST -> out.add(0, frames.get(0));
      }
    }
    return copy(out.toArray(new byte[0][]));
  }

  private static byte[][] copy(byte[][] stack) {
    byte[][] out = new byte[stack.length][];
    for (int i = 0; i < stack.length; i++) {
      out[i] = stack[i].clone();
    }
    return out;
  }

  private static byte[] flatten(byte[][] stack) {
    ByteBuffer out = ByteBuffer.allocate(stack.length * stack[0].length);
    for (byte[] frame : stack) {
      out.put(frame);
    }
    return out.array();
  }

  /** The row for a step, or null if it cannot be sampled. */
  Row row(Step start) {
    if (start.oldestFrame < entries[start.slot] - config.slotCapacity()) {
      return null;
    }
    double sum = 0;
    double factor = 1;
    Step step = start;
    for (int k = 0; k < config.nStep(); k++) {
      sum += factor * step.reward;
      factor *= config.discount();
      if (step.terminated) {
        byte[] zeros = new byte[config.observationBytes()];
        return new Row(flatten(start.observation), zeros, start.action, (float) sum, 0f);
      }
      boolean windowEnds = step.truncated || k == config.nStep() - 1;
      if (windowEnds) {
        return step.successor == null
            ? null
            : new Row(
                flatten(start.observation),
                flatten(step.successor),
                start.action,
                (float) sum,
                (float) factor);
      }
      step = step.following;
      if (step == null) {
        return null;
      }
    }
    throw new AssertionError("unreachable");
  }

  /** Entries ever made in a slot. */
  long head(int slot) {
    return entries[slot];
  }

  long index(Step step) {
    return step.number * config.slots() + step.slot;
  }

  /** Steps of a slot that are at most {@code capacity} entries old, oldest first. */
  List<Step> recent(int slot) {
    List<Step> all = steps.get(slot);
    int from = Math.max(0, all.size() - config.slotCapacity() - 2);
    return all.subList(from, all.size());
  }
}

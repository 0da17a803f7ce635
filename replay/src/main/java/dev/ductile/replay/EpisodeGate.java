package dev.ductile.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The order in which the steps of a slot may come: what is expected next, a slot. */
final class EpisodeGate {
  private final boolean[] begins;
  private final boolean[] awaitsFinalFrame;

  EpisodeGate(int slots) {
    this.begins = new boolean[slots];
    this.awaitsFinalFrame = new boolean[slots];
  }

  void begin(int slot) {
    begins[slot] = true;
    awaitsFinalFrame[slot] = false;
  }

  /** Whether the next step is the first of an episode. */
  boolean begins(int slot) {
    return begins[slot];
  }

  void stepped(int slot, boolean truncated) {
    begins[slot] = false;
    awaitsFinalFrame[slot] = truncated;
  }

  void requireFinalFrameAllowed(int slot) {
    if (!awaitsFinalFrame[slot]) {
      throw new IllegalStateException(
          "slot " + slot + ": a final frame may only follow a truncated step");
    }
  }

  void requireStepAllowed(int slot, boolean empty) {
    if (!begins[slot] && (empty || awaitsFinalFrame[slot])) {
      throw new IllegalStateException(
          "slot "
              + slot
              + ": call beginEpisode before the first step of an episode ("
              + (awaitsFinalFrame[slot] ? "the last step was truncated" : "the slot is empty")
              + ")");
    }
  }

  void write(int slot, DataOutput out) throws IOException {
    out.writeBoolean(begins[slot]);
    out.writeBoolean(awaitsFinalFrame[slot]);
  }

  void read(int slot, DataInput in) throws IOException {
    begins[slot] = in.readBoolean();
    awaitsFinalFrame[slot] = in.readBoolean();
  }
}

package dev.ductile.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The head of a saved memory: which configuration it belongs to, and how far each slot is. */
final class ReplayState {
  private static final int MAGIC = 0x44524d31; // "DRM1"

  private ReplayState() {}

  static void writeHeader(ReplayConfig config, String kind, DataOutput out) throws IOException {
    out.writeInt(MAGIC);
    for (String value : describe(config, kind)) {
      out.writeUTF(value);
    }
  }

  /** Refuses the state of another configuration, naming every key that differs. */
  static void readHeader(ReplayConfig config, String kind, DataInput in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("not the state of a replay memory: wrong first four bytes");
    }
    List<String> differences = new ArrayList<>();
    for (String here : describe(config, kind)) {
      String saved = in.readUTF();
      if (!saved.equals(here)) {
        differences.add("saved " + saved + ", here " + here);
      }
    }
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the saved replay memory has another configuration: " + String.join("; ", differences));
    }
  }

  static void writeSlots(int slots, TransitionRing ring, EpisodeGate gate, DataOutput out)
      throws IOException {
    for (int slot = 0; slot < slots; slot++) {
      out.writeLong(ring.head(slot));
      gate.write(slot, out);
    }
  }

  static void readSlots(int slots, TransitionRing ring, EpisodeGate gate, DataInput in)
      throws IOException {
    for (int slot = 0; slot < slots; slot++) {
      long head = in.readLong();
      if (head < 0) {
        throw new IOException("damaged replay state: slot " + slot + " holds " + head + " entries");
      }
      ring.restoreHead(slot, head);
      gate.read(slot, in);
    }
  }

  private static List<String> describe(ReplayConfig config, String kind) {
    return List.of(
        "kind=" + kind,
        "slotCapacity=" + config.slotCapacity(),
        "slots=" + config.slots(),
        "frameBytes=" + config.frameBytes(),
        "stackSize=" + config.stackSize(),
        "stackStart=" + config.stackStart(),
        "nStep=" + config.nStep(),
        "discount=" + config.discount());
  }
}

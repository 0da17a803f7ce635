package dev.ductile.env.processor;

import dev.ductile.base.SavedBytes;
import dev.ductile.base.Stateful;
import dev.ductile.env.emulator.Action;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What was done to an emulator since its cartridge was loaded, resets included. A byte holds up to
 * eight equal frames: the code in the lower five bits, the number of repetitions above.
 */
final class ActionLog implements Stateful {
  private static final int RESET = Action.COUNT;
  private static final int CODE_BITS = 5;
  private static final int CODE_MASK = (1 << CODE_BITS) - 1;
  private static final int MOST_REPETITIONS = 7;
  private static final int FIRST_BYTES = 1 << 14;

  private byte[] runs = new byte[FIRST_BYTES];
  private int size;
  private long frames;

  /** One frame was played. */
  void act(int actionCode) {
    frames++;
    add(actionCode);
  }

  /** The game was reset. */
  void reset() {
    add(RESET);
  }

  private void add(int code) {
    if (size > 0) {
      int last = runs[size - 1] & 0xff;
      if ((last & CODE_MASK) == code && last >>> CODE_BITS < MOST_REPETITIONS) {
        runs[size - 1] = (byte) (last + (1 << CODE_BITS));
        return;
      }
    }
    if (size == runs.length) {
      runs = Arrays.copyOf(runs, Math.addExact(size, size));
    }
    runs[size++] = (byte) code;
  }

  /** Frames played, those inside a reset not counted. */
  long frames() {
    return frames;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The cartridge was loaded again. */
  void clear() {
    size = 0;
    frames = 0;
  }

  /** Does all of it to an emulator that was just loaded. */
  void playOn(FrameSource source) {
    for (int i = 0; i < size; i++) {
      int code = runs[i] & CODE_MASK;
      for (int n = (runs[i] & 0xff) >>> CODE_BITS; n >= 0; n--) {
        if (code == RESET) {
          source.reset();
        } else {
          source.act(code);
        }
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(frames);
    out.writeInt(size);
    out.write(runs, 0, size);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    frames = in.readLong();
    size = in.readInt();
    if (size < 0 || frames < 0) {
      throw new IOException("damaged action log: " + size + " bytes for " + frames + " frames");
    }
    byte[] saved = SavedBytes.read(in, size, "an action log");
    runs = Arrays.copyOf(saved, Math.max(FIRST_BYTES, size));
    for (int i = 0; i < size; i++) {
      if ((runs[i] & CODE_MASK) > RESET) {
        throw new IOException("damaged action log: no action has code " + (runs[i] & CODE_MASK));
      }
    }
  }
}

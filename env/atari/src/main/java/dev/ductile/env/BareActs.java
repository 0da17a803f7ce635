package dev.ductile.env;

import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What a vector of environments has done to its emulators, to be done again by {@code act} and
 * {@code reset} calls alone: no screen is read, nothing else is computed. The same threads play the
 * slots, each from its start to its end.
 */
final class BareActs {
  private final List<EnvConfig> slots;
  private final long seed;
  private final int threads;
  private final RomStore roms;
  private final byte[] played;
  private final long frames;

  /**
   * Takes down what was played since the cartridges were loaded.
   *
   * @param env opened with the other parameters
   */
  BareActs(VectorEnv env, List<EnvConfig> slots, long seed, int threads, RomStore roms) {
    this.slots = slots;
    this.seed = seed;
    this.threads = threads;
    this.roms = roms;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      env.save(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    played = bytes.toByteArray();
    frames = frames(env);
  }

  /** Frames that all emulators of a vector have counted since their cartridges were loaded. */
  static long frames(VectorEnv env) {
    long sum = 0;
    for (int slot = 0; slot < env.slots(); slot++) {
      sum += env.env(slot).emulator().frameNumber();
    }
    return sum;
  }

  /**
   * Plays all of it on emulators of its own, whose opening is not timed.
   *
   * @return wall-clock seconds for each frame
   */
  double secondsPerFrame() {
    try (VectorEnv again = new VectorEnv(slots, seed, threads, roms)) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(played));
      long start = System.nanoTime();
      again.restore(in);
      return (System.nanoTime() - start) / 1e9 / frames;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

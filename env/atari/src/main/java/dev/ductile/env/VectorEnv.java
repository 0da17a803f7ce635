package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.SavedBytes;
import dev.ductile.base.Stateful;
import dev.ductile.base.WorkerPool;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.env.rom.RomStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * N environments stepped on a fixed pool of threads. What it yields depends on (configurations,
 * seed, actions) only, not on the number of threads or their timing; slot i equals {@link AtariEnv}
 * number i stepped alone.
 *
 * <p>An episode that ends is followed by a reset in the same step: {@link VectorResult#frames} then
 * holds the first frame of the next episode, the one to act upon, and {@link
 * VectorResult#finalFrames} the last frame of the ended one, the one to learn from. All buffers and
 * arrays are reused by the next step; read buffers by absolute positions. A step allocates nothing.
 *
 * <p>For one calling thread at a time.
 */
public final class VectorEnv implements Stateful, AutoCloseable {
  private final AtariEnv[] envs;
  private final VectorResult result;
  private final WorkerPool pool;
  private final int[] actions;
  private boolean resetting;
  private byte[][] restoring;

  /**
   * Opens all environments with ROMs from the user's store.
   *
   * @param slots one configuration per environment; games may differ, screenSize and stackSize may
   *     not
   * @param seed seed of all random streams
   * @param threads how many threads step, at least 1
   * @throws ConfigurationException if a configuration is not possible
   * @throws MissingRomException if a ROM is not installed
   */
  public VectorEnv(List<EnvConfig> slots, long seed, int threads) {
    this(slots, seed, threads, RomStore.standard());
  }

  /**
   * Opens all environments.
   *
   * @param slots one configuration per environment; games may differ, screenSize and stackSize may
   *     not
   * @param seed seed of all random streams
   * @param threads how many threads step, at least 1
   * @param roms where ROMs are
   * @throws ConfigurationException if a configuration is not possible
   * @throws MissingRomException if a ROM is not installed
   */
  public VectorEnv(List<EnvConfig> slots, long seed, int threads, RomStore roms) {
    this(slots, seed, threads, roms, 0);
  }

  /**
   * Opens all environments.
   *
   * @param slots one configuration per environment; games may differ, screenSize and stackSize may
   *     not
   * @param seed seed of all random streams
   * @param threads how many threads step, at least 1
   * @param roms where ROMs are
   * @param reloadFrames frames after which a slot's next game loads the cartridge again, see {@link
   *     AtariEnv#open(EnvConfig, long, int, RomStore, long)}; 0 for never
   * @throws ConfigurationException if a configuration is not possible
   * @throws MissingRomException if a ROM is not installed
   */
  public VectorEnv(
      List<EnvConfig> slots, long seed, int threads, RomStore roms, long reloadFrames) {
    this(openAll(checked(slots, threads), seed, roms, reloadFrames), threads);
  }

  /** A vector over environments that are open already, which it closes in the end. */
  VectorEnv(AtariEnv[] envs, int threads) {
    this.envs = envs;
    result = new VectorResult(envs);
    actions = new int[envs.length];
    pool = new WorkerPool("ductile-env", threads, envs.length, this::advance);
  }

  private static List<EnvConfig> checked(List<EnvConfig> slots, int threads) {
    if (slots.isEmpty()) {
      throw new ConfigurationException("a vector of environments needs at least one");
    }
    if (threads < 1) {
      throw new ConfigurationException("threads = " + threads + " is not possible: use 1 or more");
    }
    EnvConfig first = slots.get(0);
    for (EnvConfig slot : slots) {
      if (slot.screenSize() != first.screenSize() || slot.stackSize() != first.stackSize()) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s and %s differ in screenSize or stackSize: environments of one vector may not",
                first.game(),
                slot.game()));
      }
    }
    return slots;
  }

  private static AtariEnv[] openAll(
      List<EnvConfig> slots, long seed, RomStore roms, long reloadFrames) {
    List<AtariEnv> opened = new ArrayList<>();
    try {
      for (int slot = 0; slot < slots.size(); slot++) {
        opened.add(AtariEnv.open(slots.get(slot), seed, slot, roms, reloadFrames));
      }
      return opened.toArray(new AtariEnv[0]);
    } catch (RuntimeException e) {
      opened.forEach(AtariEnv::close);
      throw e;
    }
  }

  /**
   * Has every slot go on with the random streams of another seed, see {@link AtariEnv#reseed}.
   *
   * @param seed of sticky actions and no-op starts from here on
   */
  public void reseed(long seed) {
    for (int slot = 0; slot < envs.length; slot++) {
      envs[slot].reseed(seed, slot);
    }
  }

  /**
   * Starts a new game in every slot.
   *
   * @return {@link #result}, cleared
   */
  public VectorResult reset() {
    resetting = true;
    try {
      pool.run();
    } finally {
      resetting = false;
    }
    return result;
  }

  /**
   * Steps every slot once.
   *
   * @param actionIndices one action index per slot
   * @return {@link #result}
   * @throws ConfigurationException if an index is out of range; then no slot has moved
   */
  public VectorResult step(int[] actionIndices) {
    if (actionIndices.length != envs.length) {
      throw new IllegalArgumentException(
          actionIndices.length + " actions for " + envs.length + " environments");
    }
    for (int slot = 0; slot < envs.length; slot++) {
      envs[slot].checkAction(actionIndices[slot]);
      actions[slot] = actionIndices[slot];
    }
    pool.run();
    return result;
  }

  /**
   * What the newest step or reset gave.
   *
   * @return the same object always
   */
  public VectorResult result() {
    return result;
  }

  /** Steps or resets one slot; runs on any thread. */
  private void advance(int slot) {
    AtariEnv env = envs[slot];
    if (restoring != null) {
      restore(slot, restoring[slot]);
      return;
    }
    if (resetting) {
      result.clear(slot, env.resetGame());
    } else {
      EnvResult step = env.step(actions[slot]);
      result.record(slot, step);
      if (!step.episodeEnded()) {
        result.goOn(slot, step.observation());
        return;
      }
      result.end(slot, step.observation());
      env.reset();
      result.recordEndInReset(slot, env.endedInReset());
    }
    result.start(slot, env.result().observation());
  }

  /**
   * Writes everything that the next step depends on, between two steps. What the newest step gave
   * (rewards, ends, final frames) is not among it.
   */
  @Override
  public void save(DataOutput out) throws IOException {
    for (AtariEnv env : envs) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      env.saveWithEmulator(new DataOutputStream(bytes));
      out.writeInt(bytes.size());
      out.write(bytes.toByteArray());
    }
    result.frameStacks().save(out);
  }

  /**
   * Takes over a state written by {@link #save}, into a vector that was opened in the same way and
   * not reset yet. Every environment plays all actions since its cartridge was loaded, the slots in
   * parallel.
   *
   * @throws IOException if reading fails or an emulator does not get where it was
   */
  @Override
  public void restore(DataInput in) throws IOException {
    byte[][] saved = new byte[envs.length][];
    for (int slot = 0; slot < envs.length; slot++) {
      saved[slot] = SavedBytes.read(in, in.readInt(), "the state of an environment");
    }
    restoring = saved;
    try {
      pool.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      restoring = null;
    }
    result.frameStacks().restore(in);
  }

  private void restore(int slot, byte[] saved) {
    try {
      envs[slot].restoreWithEmulator(new DataInputStream(new ByteArrayInputStream(saved)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    result.show(slot, envs[slot].result().observation());
  }

  /**
   * Number of environments.
   *
   * @return slots
   */
  public int slots() {
    return envs.length;
  }

  /**
   * One environment, for its actions and configuration. Stepping it directly breaks the vector.
   *
   * @param slot its number
   * @return the environment
   */
  public AtariEnv env(int slot) {
    return envs[slot];
  }

  /** Ends the threads and closes all environments. */
  @Override
  public void close() {
    pool.close();
    for (AtariEnv env : envs) {
      env.close();
    }
  }
}

package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.rom.RomStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A vector that is saved anywhere and restored in a fresh one goes on as if nothing happened. */
class VectorEnvRestoreTest {
  private static final int SLOTS = 2;
  private static final long SEED = 11;

  /** Among them games in which a reset is known to be no clean slate. */
  static List<String> games() {
    return TestGames.available("seaquest", "ice_hockey", "breakout");
  }

  private static EnvConfig config(String game, String preset) {
    return EnvPresets.config(preset, game, Map.of("maxFramesPerEpisode", 900));
  }

  private static VectorEnv open(EnvConfig config, long reloadFrames) {
    return new VectorEnv(
        Collections.nCopies(SLOTS, config), SEED, 2, RomStore.standard(), reloadFrames);
  }

  private static int[] actions(VectorEnv env, Random random) {
    int count = env.env(0).actions().size();
    return random.ints(SLOTS, 0, count).toArray();
  }

  /** Everything that a step shows. */
  private static long fingerprint(VectorEnv env) {
    CRC32 crc = new CRC32();
    for (ByteBuffer buffer : List.of(env.result().frames(), env.result().stacks())) {
      byte[] bytes = new byte[buffer.capacity()];
      buffer.get(0, bytes);
      crc.update(bytes);
    }
    String results =
        Arrays.toString(env.result().rewards())
            + Arrays.toString(env.result().terminated())
            + Arrays.toString(env.result().truncated())
            + Arrays.toString(env.result().episodeEnded())
            + Arrays.toString(env.result().episodeReturns())
            + Arrays.toString(env.result().episodeFrames())
            + Arrays.toString(env.result().lives());
    for (int slot = 0; slot < SLOTS; slot++) {
      results += " " + env.env(slot).emulatorResets();
    }
    crc.update(results.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return crc.getValue();
  }

  private static byte[] save(VectorEnv env) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    env.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void restore(VectorEnv env, byte[] saved) throws IOException {
    env.restore(new DataInputStream(new ByteArrayInputStream(saved)));
  }

  @ParameterizedTest
  @MethodSource("games")
  void restoredVectorGoesOnAlike(String game) throws IOException {
    for (String preset : List.of("dopamine", "dqn-zoo", "cleanrl")) {
      for (long reloadFrames : new long[] {0, 700}) {
        goesOnAlike(game, preset, reloadFrames);
      }
    }
  }

  private void goesOnAlike(String game, String preset, long reloadFrames) throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    EnvConfig config = config(game, preset);
    int stop = 1 + random.nextInt(400);
    int after = 80;
    try (VectorEnv one = open(config, reloadFrames);
        VectorEnv two = open(config, reloadFrames)) {
      one.reset();
      for (int step = 0; step < stop; step++) {
        one.step(actions(one, random));
      }
      byte[] saved = save(one);
      restore(two, saved);
      assertThat(save(two)).as("seed " + seed).isEqualTo(saved);
      for (int step = 0; step < after; step++) {
        int[] actions = actions(one, random);
        one.step(actions);
        two.step(actions);
        assertThat(fingerprint(two))
            .as(
                "%s, %s, reload %d, seed %d, stop %d, step %d",
                game, preset, reloadFrames, seed, stop, step)
            .isEqualTo(fingerprint(one));
      }
      assertThat(save(two)).as("seed " + seed).isEqualTo(save(one));
    }
  }

  @Test
  void cartridgeIsLoadedAgainAtTheFirstGameStartAfterTheFrames() {
    EnvConfig config = config("volley", "dopamine");
    try (AtariEnv env = AtariEnv.open(config, SEED, 0, RomStore.standard(), 1000)) {
      env.reset();
      Random random = new Random(1);
      long frames = 0;
      for (int game = 0; game < 4; game++) {
        var before = env.emulator();
        while (!env.result().episodeEnded()) {
          env.step(random.nextInt(env.actions().size()));
        }
        frames += env.result().gameFrames();
        env.reset();
        if (frames >= 1000) {
          assertThat(env.emulator()).isNotSameAs(before);
          assertThat(env.emulatorResets()).isEqualTo(1);
          frames = 0;
        } else {
          assertThat(env.emulator()).isSameAs(before);
        }
      }
    }
  }

  @Test
  void anotherFrameThanTheSavedOneIsNoticed() throws IOException {
    EnvConfig config = config("volley", "dopamine");
    try (VectorEnv one = open(config, 0);
        VectorEnv two = open(config, 0);
        VectorEnv three = open(config, 0)) {
      one.reset();
      Random random = new Random(2);
      for (int step = 0; step < 300; step++) {
        one.step(actions(one, random));
      }
      byte[] saved = save(one);
      // Slot 0: length (4), frames (8), bytes of the log (4), then the log.
      int end = 16 + ByteBuffer.wrap(saved).getInt(12);
      for (int i = end - 80; i < end; i++) {
        saved[i] = (byte) (saved[i] & 0xe0); // NOOP in place of the last moves
      }
      assertThatThrownBy(() -> restore(two, saved))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not replay");
      three.reset();
      assertThatThrownBy(() -> restore(three, save(one))).isInstanceOf(IllegalStateException.class);
    }
  }
}

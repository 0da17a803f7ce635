package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvOptions;
import dev.ductile.env.config.EnvPresets;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors of environments on threads. */
class VectorEnvTest {
  private static final int FRAME = 84 * 84;

  private static List<EnvConfig> slots(int count) {
    List<String> games = TestGames.available("breakout", "air_raid");
    List<EnvConfig> slots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      slots.add(
          EnvPresets.config(
              EnvPresets.names().get(i % 4),
              games.get(i % games.size()),
              Map.of("maxFramesPerEpisode", 150 + 30 * i)));
    }
    return slots;
  }

  private static final List<String> ON_ONE_THREAD = play(8, 1);

  /** Everything a vector shows over some steps, as text. */
  private static List<String> play(int slots, int threads) {
    List<String> seen = new ArrayList<>();
    try (VectorEnv env = new VectorEnv(slots(slots), 3, threads)) {
      env.reset();
      seen.add(state(env));
      for (int step = 0; step < 80; step++) {
        int[] actions = actions(env, step);
        env.step(actions);
        seen.add(state(env));
      }
    }
    return seen;
  }

  private static int[] actions(VectorEnv env, int step) {
    int[] actions = new int[env.slots()];
    for (int slot = 0; slot < actions.length; slot++) {
      actions[slot] = (step * 7 + slot * 3 + step / 5) % env.env(slot).actions().size();
    }
    return actions;
  }

  private static String state(VectorEnv env) {
    CRC32 crc = new CRC32();
    crc.update(env.result().frames().duplicate());
    crc.update(env.result().stacks().duplicate());
    for (int slot = 0; slot < env.slots(); slot++) {
      if (env.result().episodeEnded()[slot]) {
        crc.update(env.result().finalFrames().slice(slot * FRAME, FRAME));
      }
    }
    return crc.getValue()
        + Arrays.toString(env.result().rewards())
        + Arrays.toString(env.result().rawRewards())
        + Arrays.toString(env.result().terminated())
        + Arrays.toString(env.result().truncated())
        + Arrays.toString(env.result().episodeEnded())
        + Arrays.toString(env.result().gameEnded())
        + Arrays.toString(env.result().episodeReturns())
        + Arrays.toString(env.result().episodeFrames())
        + Arrays.toString(env.result().lives());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void resultsDoNotDependOnThreads(int threads) {
    assertThat(play(8, threads)).isEqualTo(ON_ONE_THREAD);
  }

  @Test
  void eachSlotEqualsItsEnvironmentSteppedAlone() {
    List<EnvConfig> configs = slots(6);
    try (VectorEnv vector = new VectorEnv(configs, 11, 2)) {
      vector.reset();
      List<AtariEnv> alone = new ArrayList<>();
      for (int slot = 0; slot < configs.size(); slot++) {
        alone.add(AtariEnv.open(configs.get(slot), 11, slot));
        alone.get(slot).reset();
      }
      int ends = 0;
      for (int step = 0; step < 100; step++) {
        int[] actions = actions(vector, step);
        vector.step(actions);
        for (int slot = 0; slot < configs.size(); slot++) {
          AtariEnv env = alone.get(slot);
          env.step(actions[slot]);
          assertThat(vector.result().rewards()[slot]).isEqualTo(env.result().reward());
          assertThat(vector.result().terminated()[slot]).isEqualTo(env.result().terminated());
          assertThat(vector.result().truncated()[slot]).isEqualTo(env.result().truncated());
          assertThat(vector.result().episodeReturns()[slot]).isEqualTo(env.result().gameReturn());
          if (env.result().episodeEnded()) {
            ends++;
            assertThat(frame(vector.result().finalFrames(), slot))
                .isEqualTo(env.result().observation());
            env.reset();
          }
          assertThat(frame(vector.result().frames(), slot)).isEqualTo(env.result().observation());
        }
      }
      assertThat(ends).as("episodes that ended").isGreaterThan(5);
      alone.forEach(AtariEnv::close);
    }
  }

  private static byte[] frame(java.nio.ByteBuffer frames, int slot) {
    byte[] frame = new byte[FRAME];
    frames.get(slot * FRAME, frame);
    return frame;
  }

  @Test
  void stacksHoldTheNewestFrames() {
    EnvConfig config = EnvPresets.config("dopamine", "volley", Map.of("maxFramesPerEpisode", 28));
    try (VectorEnv env = new VectorEnv(List.of(config), 1, 1)) {
      env.reset();
      byte[] black = new byte[FRAME];
      List<byte[]> expected =
          new ArrayList<>(List.of(black, black, black, frame(env.result().frames(), 0)));
      for (int step = 0; step < 30; step++) {
        for (int plane = 0; plane < 4; plane++) {
          assertThat(frame(env.result().stacks(), plane)).isEqualTo(expected.get(plane));
        }
        env.step(new int[] {step % 3});
        if (env.result().episodeEnded()[0]) {
          expected = new ArrayList<>(List.of(black, black, black, frame(env.result().frames(), 0)));
        } else {
          expected.remove(0);
          expected.add(frame(env.result().frames(), 0));
        }
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    EnvConfig config =
        EnvPresets.config("dopamine", "volley", Map.of("maxFramesPerEpisode", 4 * 500));
    try (VectorEnv env = new VectorEnv(Collections.nCopies(4, config), 1, 2)) {
      env.reset();
      int[][] actions = new int[64][];
      for (int i = 0; i < actions.length; i++) {
        actions[i] = actions(env, i);
      }
      for (int step = 0; step < 1200; step++) {
        env.step(actions[step % 64]);
        env.step(actions[step % 64]);
      }
      long[] ids = threadIds();
      assertThat(ids).hasSize(2);
      allocated(ids);
      long before = allocated(ids);
      for (int step = 0; step < 400; step++) {
        env.step(actions[step % 64]);
        env.step(actions[step % 64]);
      }
      long bytes = allocated(ids) - before;
      // 3,200 steps, resets among them; a few bytes may come from the measurement itself.
      assertThat(bytes).as("bytes allocated by all threads").isLessThan(3200);
    }
  }

  /** Ids of the calling thread and of all pool threads. */
  private static long[] threadIds() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t == Thread.currentThread() || t.getName().startsWith("ductile-env"))
        .mapToLong(Thread::getId)
        .toArray();
  }

  private static long allocated(long[] ids) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : ids) {
      sum += threads.getThreadAllocatedBytes(id);
    }
    return sum;
  }

  @Test
  void aFailureInAWorkerSurfacesOnTheCaller() {
    EnvConfig config = EnvPresets.config("dopamine", "fake");
    FakeGame[] games = {new FakeGame(), new FakeGame(), new FakeGame()};
    AtariEnv[] envs = new AtariEnv[3];
    for (int i = 0; i < 3; i++) {
      envs[i] = AtariEnv.over(config, games[i], 1, i);
    }
    try (VectorEnv env = new VectorEnv(envs, 2)) {
      env.reset();
      games[1].failure = new IllegalStateException("broken in slot 1");
      games[2].failure = new IllegalStateException("broken in slot 2");
      assertThatThrownBy(() -> env.step(new int[3])).hasMessage("broken in slot 1");
      assertThat(games[0].frame).as("other slots are stepped").isEqualTo(4);
      games[1].failure = null;
      games[2].failure = null;
      env.step(new int[3]);
    }
  }

  @Test
  void wrongUseIsRefused() {
    EnvConfig config = EnvPresets.config("dopamine", "volley");
    assertThatThrownBy(() -> new VectorEnv(List.of(), 1, 1))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> new VectorEnv(List.of(config), 1, 0))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("threads = 0");
    assertThatThrownBy(
            () -> new VectorEnv(List.of(config, EnvOptions.with(config, "stackSize", 2)), 1, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("stackSize");
    try (VectorEnv env = new VectorEnv(List.of(config, config), 1, 2)) {
      env.reset();
      int frames = env.env(0).result().gameFrames();
      assertThatThrownBy(() -> env.step(new int[] {0, 99}))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("99");
      assertThat(env.env(0).result().gameFrames()).as("no slot has moved").isEqualTo(frames);
      assertThatThrownBy(() -> env.step(new int[1])).isInstanceOf(IllegalArgumentException.class);
    }
  }
}

package dev.ductile.env.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.Rom;
import dev.ductile.env.rom.RomStore;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binding, exercised with the built-in game, so that it needs nobody's ROM. */
class EmulatorTest {
  @TempDir Path home;

  private Emulator open(int seed) {
    return Emulator.open(rom(), EmulatorSettings.deterministic(seed));
  }

  private Rom rom() {
    return new RomStore(home).require("volley");
  }

  private static EmulatorSettings settings(Integer mode, Integer difficulty) {
    return new EmulatorSettings(
        1,
        0f,
        mode == null ? OptionalInt.empty() : OptionalInt.of(mode),
        difficulty == null ? OptionalInt.empty() : OptionalInt.of(difficulty));
  }

  /** CRC-32 over rewards, lives, palette, grey and RGB screens and RAM of a random game. */
  private static long trace(Emulator emulator, long seed, int frames) {
    Random random = new Random(seed);
    CRC32 crc = new CRC32();
    byte[] palette = new byte[emulator.screen().height() * emulator.screen().width()];
    byte[] grey = new byte[palette.length];
    byte[] rgb = new byte[palette.length * 3];
    byte[] ram = new byte[Emulator.RAM_BYTES];
    for (int i = 0; i < frames; i++) {
      crc.update(emulator.act(random.nextInt(Action.COUNT)));
      crc.update(emulator.lives());
      emulator.screen().copyPalette(palette);
      emulator.screen().copyGrey(grey);
      emulator.screen().copyRgb(rgb);
      emulator.copyRam(ram);
      for (byte[] part : List.of(palette, grey, rgb, ram)) {
        crc.update(part);
      }
      if (emulator.gameOver()) {
        emulator.reset();
      }
    }
    return crc.getValue();
  }

  private long openAndTrace(int seed, float repeat, int frames) {
    EmulatorSettings settings =
        new EmulatorSettings(seed, repeat, OptionalInt.empty(), OptionalInt.empty());
    try (Emulator emulator = Emulator.open(rom(), settings)) {
      return trace(emulator, seed, frames);
    }
  }

  @Test
  void parallelEmulatorsGiveTheTracesOfSerialOnes() throws Exception {
    int count = 8;
    int frames = 200;
    List<Long> serial = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      serial.add(openAndTrace(i, i % 2 == 0 ? 0f : 0.25f, frames));
    }
    assertThat(serial).as("traces of different seeds").doesNotHaveDuplicates();
    for (int threads : new int[] {2, 8}) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      try {
        List<Future<Long>> parallel = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          int seed = i;
          parallel.add(pool.submit(() -> openAndTrace(seed, seed % 2 == 0 ? 0f : 0.25f, frames)));
        }
        for (int i = 0; i < count; i++) {
          assertThat(parallel.get(i).get())
              .as("%d threads, seed %d", threads, i)
              .isEqualTo(serial.get(i));
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void modesAndDifficultiesOfTheBuiltInGameAreThoseItHas() {
    try (Emulator emulator = open(1)) {
      assertThat(emulator.availableModes()).containsExactly(0, 1);
      assertThat(emulator.availableDifficulties()).containsExactly(0, 1, 2, 3);
      assertThat(emulator.legalActions()).containsExactly(Action.values());
      emulator.setMode(1);
      assertThat(emulator.ram(22)).as("game mode in RAM").isEqualTo(1);
      emulator.setMode(0);
      assertThat(emulator.ram(22)).isZero();
    }
    try (Emulator emulator = Emulator.open(rom(), settings(1, 3))) {
      assertThat(emulator.ram(22)).isEqualTo(1);
      long hard = trace(emulator, 4, 300);
      emulator.setDifficulty(0);
      assertThat(trace(emulator, 4, 300)).isNotEqualTo(hard);
    }
  }

  @Test
  void modeThatTheGameLacksIsRefusedBeforeTheLibrarySeesIt() {
    assertThatThrownBy(() -> Emulator.open(rom(), settings(99, null)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("volley has no mode 99: it has [0, 1]");
    assertThatThrownBy(() -> Emulator.open(rom(), settings(null, 4)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("difficulty 4");
    try (Emulator emulator = open(1)) {
      assertThatThrownBy(() -> emulator.setMode(-1)).isInstanceOf(ConfigurationException.class);
      assertThatThrownBy(() -> emulator.setDifficulty(99))
          .isInstanceOf(ConfigurationException.class);
      emulator.act(0);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> EmulatorSettings.deterministic(-1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("-1");
    for (float p : new float[] {-0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new EmulatorSettings(1, p, OptionalInt.empty(), OptionalInt.empty()))
          .as("probability %s", p)
          .isInstanceOf(ConfigurationException.class);
    }
    assertThatThrownBy(() -> settings(-1, null)).isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> settings(null, -1)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void actionCodesOutsideTheJoystickAreRefused() {
    try (Emulator emulator = open(1)) {
      for (int code : new int[] {-1, 18, 40, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        assertThatThrownBy(() -> emulator.act(code))
            .as("code %d", code)
            .isInstanceOf(ConfigurationException.class);
      }
      assertThat(emulator.frameNumber()).isEqualTo(frameNumberOf(open(1)));
    }
  }

  private static int frameNumberOf(Emulator emulator) {
    try (emulator) {
      return emulator.frameNumber();
    }
  }

  @Test
  void ramIsReadAndWritten() {
    try (Emulator emulator = open(1)) {
      byte[] ram = new byte[Emulator.RAM_BYTES];
      emulator.setRam(14, 200);
      assertThat(emulator.ram(14)).isEqualTo(200);
      emulator.copyRam(ram);
      assertThat(ram[14]).isEqualTo((byte) 200);
      for (int index : new int[] {-1, 128, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> emulator.ram(index)).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> emulator.setRam(index, 0))
            .isInstanceOf(ConfigurationException.class);
      }
      assertThatThrownBy(() -> emulator.setRam(0, 256)).isInstanceOf(ConfigurationException.class);
      assertThatThrownBy(() -> emulator.copyRam(new byte[127]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void afterGameOverNothingMovesUntilReset() {
    try (Emulator emulator = open(1)) {
      emulator.setRam(13, 20);
      int frames = 0;
      while (!emulator.gameOver() && frames++ < 20_000) {
        emulator.act(0);
      }
      assertThat(emulator.gameOver()).as("over after %d frames", frames).isTrue();
      int last = emulator.episodeFrameNumber();
      assertThat(emulator.act(2)).isZero();
      assertThat(emulator.episodeFrameNumber()).isEqualTo(last);
      emulator.reset();
      assertThat(emulator.gameOver()).isFalse();
      assertThat(emulator.episodeFrameNumber()).isZero();
    }
  }

  @Test
  void screenViewIsLiveReadOnlyAndOutlivesTheEmulator() {
    Emulator emulator = open(1);
    ByteBuffer view = emulator.screen().palette();
    byte[] copy = new byte[emulator.screen().height() * emulator.screen().width()];
    boolean changed = false;
    byte[] before = new byte[copy.length];
    for (int i = 0; i < 60; i++) {
      view.get(0, before);
      emulator.act(i % 18);
      emulator.screen().copyPalette(copy);
      assertThat(view).isEqualTo(ByteBuffer.wrap(copy));
      changed |= !ByteBuffer.wrap(before).equals(view);
    }
    assertThat(changed).as("something moved").isTrue();
    assertThat(view.isReadOnly()).isTrue();
    emulator.close();
    assertThat(view).isEqualTo(ByteBuffer.wrap(copy));
  }

  @Test
  void closesTwiceAndRefusesUseAfterwards() {
    Emulator emulator = open(1);
    emulator.close();
    emulator.close();
    byte[] screen = new byte[emulator.screen().height() * emulator.screen().width()];
    List<Runnable> uses =
        List.of(
            emulator::reset,
            () -> emulator.act(0),
            emulator::gameOver,
            emulator::lives,
            emulator::frameNumber,
            emulator::episodeFrameNumber,
            () -> emulator.screen().copyPalette(screen),
            () -> emulator.screen().copyGrey(screen),
            () -> emulator.screen().copyRgb(new byte[screen.length * 3]),
            () -> emulator.copyRam(new byte[Emulator.RAM_BYTES]),
            () -> emulator.ram(0),
            () -> emulator.setRam(0, 0),
            () -> emulator.setMode(0),
            () -> emulator.setDifficulty(0));
    for (Runnable use : uses) {
      assertThatThrownBy(use::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void forgottenEmulatorIsFreed() throws Exception {
    int before = EmulatorCore.live();
    WeakReference<Emulator> forgotten = new WeakReference<>(open(1));
    assertThat(EmulatorCore.live()).isEqualTo(before + 1);
    for (int i = 0; i < 100 && EmulatorCore.live() > before; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(forgotten.get()).isNull();
    assertThat(EmulatorCore.live()).isEqualTo(before);
  }

  @Test
  void romThatIsNotTheGamesIsRefusedBeforeTheLibrarySeesIt() throws Exception {
    Path file = home.resolve("pong.bin");
    byte[] content = Files.readAllBytes(rom().file());
    content[100] ^= 1;
    Files.write(file, content);
    assertThatThrownBy(
            () ->
                Emulator.open(
                    new Rom(GameCatalogue.require("volley"), file),
                    EmulatorSettings.deterministic(1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not the supported ROM of volley");
  }

  @Test
  void arraysOfAnotherSizeAreRefused() {
    try (Emulator emulator = open(1)) {
      int pixels = emulator.screen().height() * emulator.screen().width();
      assertThatThrownBy(() -> emulator.screen().copyGrey(new byte[pixels - 1]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> emulator.screen().copyPalette(new byte[pixels + 1]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> emulator.screen().copyRgb(new byte[pixels]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

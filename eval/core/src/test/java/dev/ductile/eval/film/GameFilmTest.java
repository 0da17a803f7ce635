package dev.ductile.eval.film;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.RandomStreams;
import dev.ductile.env.AtariEnv;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.config.FireOnReset;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.Policies;
import dev.ductile.eval.evaluation.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.CRC32;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GameFilmTest {
  private static final RomStore ROMS = RomStore.standard();

  @TempDir private Path folder;

  private static EnvConfig volley(String preset, Map<String, Object> changes) {
    return EnvPresets.config(preset, "volley", changes);
  }

  /** Every frame from the reset on, no-ops and all, in equal steps of the console's own time. */
  @ParameterizedTest
  @CsvSource({"dopamine,4", "dqn-zoo,4", "cleanrl,4", "gymnasium,1", "gymnasium,7"})
  void theFilmIsThePlainEmulatorsFrames(String preset, int frameSkip) {
    EnvConfig config =
        volley(preset, Map.of("frameSkip", frameSkip, "stickyActionProbability", 0.0));
    List<Long> film = new ArrayList<>();
    GameFilm.Played played =
        GameFilm.ofRandomPlayer(config, ROMS, 3).play(rgb -> film.add(crc(rgb)));
    assertThat(played.finished()).isTrue();
    assertThat(film).hasSize(played.frames() + 1);
    assertThat(film).isEqualTo(plainFrames(config, played.frames()));
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** The same game played by hand, without the environment's helpers. */
  private static List<Long> plainFrames(EnvConfig config, int frames) {
    List<Integer> codes = new ArrayList<>();
    try (VectorEnv env = new VectorEnv(List.of(config), 3, 1, ROMS)) {
      AtariEnv game = env.env(0);
      Policy policy = Policies.random(new RandomStreams(3).stream("random player", 0));
      int[] action = new int[1];
      env.reset();
      boolean fires = config.fireOnReset() == FireOnReset.FIRE_THEN_SECOND;
      int begun = fires ? 2 * config.frameSkip() : 0;
      codes.addAll(Collections.nCopies(game.result().gameFrames() - begun, 0));
      if (fires) {
        codes.addAll(Collections.nCopies(config.frameSkip(), Action.FIRE.code()));
        codes.addAll(Collections.nCopies(config.frameSkip(), game.actions().get(2).code()));
      }
      while (codes.size() < frames) {
        policy.choose(env, action);
        codes.addAll(Collections.nCopies(config.frameSkip(), game.actions().get(action[0]).code()));
        env.step(action);
      }
    }
    EmulatorSettings settings =
        new EmulatorSettings(
            new RandomStreams(3).derivedSeed("emulator", 0),
            0f,
            OptionalInt.empty(),
            OptionalInt.empty());
    List<Long> screens = new ArrayList<>();
    try (Emulator emulator = Emulator.open(ROMS.require("volley"), settings)) {
      byte[] rgb = new byte[emulator.screen().height() * emulator.screen().width() * 3];
      emulator.screen().copyRgb(rgb);
      screens.add(crc(rgb));
      for (int frame = 0; frame < frames; frame++) {
        assertThat(emulator.gameOver()).isFalse();
        emulator.act(codes.get(frame));
        emulator.screen().copyRgb(rgb);
        screens.add(crc(rgb));
      }
      assertThat(emulator.gameOver()).as("the last frame is the one that ends the game").isTrue();
    }
    return screens;
  }

  @Test
  void recordingChangesNothingThatIsPlayed() {
    EnvConfig config = volley("dopamine", Map.of());
    GameFilm.Played filmed = GameFilm.ofRandomPlayer(config, ROMS, 5).limit(200).play(rgb -> true);
    try (VectorEnv env = new VectorEnv(List.of(config), 5, 1, ROMS)) {
      Policy policy = Policies.random(new RandomStreams(5).stream("random player", 0));
      int[] action = new int[1];
      env.reset();
      for (int step = 0; step < 200; step++) {
        policy.choose(env, action);
        env.step(action);
      }
      assertThat(filmed)
          .isEqualTo(
              new GameFilm.Played(
                  env.result().episodeReturns()[0], env.result().episodeFrames()[0], false));
    }
  }

  @Test
  void whoClosesTheWindowEndsTheGame() {
    int[] shown = {0};
    GameFilm.Played played =
        GameFilm.ofRandomPlayer(volley("dopamine", Map.of()), ROMS, 5).play(rgb -> ++shown[0] < 42);
    assertThat(shown[0]).isEqualTo(42);
    assertThat(played.finished()).isFalse();
  }

  @Test
  void theFileHasAllOfThemAt60ASecond() throws Exception {
    Path file = folder.resolve("film.mp4");
    GameFilm.Played played =
        GameFilm.ofRandomPlayer(volley("dopamine", Map.of()), ROMS, 1).limit(30).record(file);
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      assertThat(grabber.getVideoFrameRate()).isEqualTo(60);
      int pictures = 0;
      while (grabber.grabImage() != null) {
        pictures++;
      }
      assertThat(pictures).isEqualTo(played.frames() + 1).isEqualTo(121);
      grabber.stop();
    }
  }
}

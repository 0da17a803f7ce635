package dev.ductile.env.trace;

import dev.ductile.env.AtariEnv;
import dev.ductile.env.EnvResult;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.Rom;
import java.util.zip.CRC32;

/** Reproducible traces: equal arguments give equal traces, on every machine. */
public final class TraceRunner {
  private TraceRunner() {}

  /**
   * Plays actions in an environment, resetting it whenever an episode ends.
   *
   * @param env an environment; slot 0 of the trace's seed for traces that others can repeat
   * @param actionIndices what to play
   * @param listener receives every step and reset
   */
  public static void run(AtariEnv env, int[] actionIndices, TraceListener listener) {
    for (int action : actionIndices) {
      env.checkAction(action);
    }
    listener.reset(-1, crc32(env.resetGame().observation()));
    for (int step = 0; step < actionIndices.length; step++) {
      EnvResult result = env.step(actionIndices[step]);
      listener.row(
          new TraceRow(
              step,
              actionIndices[step],
              result.reward(),
              result.terminated(),
              result.truncated(),
              result.lives(),
              crc32(result.observation())));
      if (result.episodeEnded()) {
        listener.reset(step, crc32(env.reset().observation()));
      }
    }
  }

  /**
   * Plays actions in the bare emulator, one frame each, and resets it after a game over. {@code
   * crc32} is that of the grey screen.
   *
   * @param rom the game
   * @param settings seed, the emulator's own repeat probability, mode and difficulty
   * @param actionCodes the emulator's codes, 0 to 17
   * @param listener receives every frame and reset
   */
  public static void runRaw(
      Rom rom, EmulatorSettings settings, int[] actionCodes, TraceListener listener) {
    for (int code : actionCodes) {
      Action.fromCode(code);
    }
    try (Emulator emulator = Emulator.open(rom, settings)) {
      byte[] grey = new byte[emulator.screen().height() * emulator.screen().width()];
      listener.reset(-1, screenCrc32(emulator, grey));
      for (int step = 0; step < actionCodes.length; step++) {
        int reward = emulator.act(actionCodes[step]);
        boolean over = emulator.gameOver();
        listener.row(
            new TraceRow(
                step,
                actionCodes[step],
                reward,
                over,
                false,
                emulator.lives(),
                screenCrc32(emulator, grey)));
        if (over) {
          emulator.reset();
          listener.reset(step, screenCrc32(emulator, grey));
        }
      }
    }
  }

  private static long screenCrc32(Emulator emulator, byte[] grey) {
    emulator.screen().copyGrey(grey);
    return crc32(grey);
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}

package dev.ductile.eval.cli.bench;

import dev.ductile.env.AtariEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Observations of a game under random play. */
final class PlayedFrames {
  private static final int FRAMES = 4096;

  private PlayedFrames() {}

  /** Plays 4,096 agent steps from seed 1; their frames one after the other, in a direct buffer. */
  static ByteBuffer of(EnvConfig config) {
    ByteBuffer frames = ByteBuffer.allocateDirect(FRAMES * config.frameBytes());
    SplittableRandom random = new SplittableRandom(1);
    try (AtariEnv env = AtariEnv.open(config, 1, 0, RomStore.standard())) {
      env.reset();
      for (int frame = 0; frame < FRAMES; frame++) {
        if (env.step(random.nextInt(env.actions().size())).episodeEnded()) {
          env.reset();
        }
        frames.put(frame * config.frameBytes(), env.result().observation());
      }
    }
    return frames;
  }
}

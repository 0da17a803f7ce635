package dev.ductile.agent.training.experience;

import dev.ductile.env.VectorEnv;
import dev.ductile.env.VectorResult;
import dev.ductile.replay.ReplayMemory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * Carries what the environments did into the replay memory: each frame once, with the action taken
 * on it and what followed.
 */
final class ReplayFeeder implements Feeder {
  private final VectorEnv env;
  private final ReplayMemory replay;
  private final int frameBytes;
  private final ByteBuffer acted;

  ReplayFeeder(VectorEnv env, ReplayMemory replay, int frameBytes) {
    this.env = env;
    this.replay = replay;
    this.frameBytes = frameBytes;
    this.acted = ByteBuffer.allocateDirect(env.slots() * frameBytes);
  }

  @Override
  public void begin() {
    for (int slot = 0; slot < env.slots(); slot++) {
      replay.beginEpisode(slot);
    }
    remember();
  }

  @Override
  public void resume() {
    remember();
  }

  @Override
  public boolean needsValues() {
    return false;
  }

  @Override
  public void chosen(FloatBuffer values) {
    // A replay memory holds what happened only.
  }

  /** Appends the frames acted upon, then remembers the new ones. */
  @Override
  public void append(int[] actions) {
    VectorResult step = env.result();
    for (int slot = 0; slot < env.slots(); slot++) {
      boolean terminated = step.terminated()[slot];
      boolean truncated = step.truncated()[slot];
      int offset = slot * frameBytes;
      float reward = (float) step.rewards()[slot];
      replay.append(slot, acted, offset, actions[slot], reward, terminated, truncated);
      if (step.episodeEnded()[slot]) {
        if (truncated && !terminated) {
          replay.appendFinalFrame(slot, step.finalFrames(), offset);
        }
        replay.beginEpisode(slot);
      }
    }
    remember();
  }

  private void remember() {
    acted.put(0, env.result().frames(), 0, acted.capacity());
  }
}

package example;

import dev.ductile.env.VectorEnv;
import dev.ductile.env.VectorResult;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvPresets;
import java.nio.ByteBuffer;
import java.util.List;

/** Two games of volley side by side: prints points and how bright the screens are. */
public final class Watch {
  private Watch() {}

  public static void main(String[] args) {
    EnvConfig config = EnvPresets.config("dopamine", "volley");
    try (VectorEnv env = new VectorEnv(List.of(config, config), 1, 2)) {
      int actions = env.env(0).actions().size();
      VectorResult result = env.reset();
      double[] points = new double[env.slots()];
      for (int step = 0; step < 1000; step++) {
        result = env.step(new int[] {step % actions, step / 7 % actions});
        for (int slot = 0; slot < env.slots(); slot++) {
          points[slot] += result.rawRewards()[slot];
        }
      }
      ByteBuffer screens = result.frames(); // uint8, [slots, 84, 84]
      for (int slot = 0; slot < env.slots(); slot++) {
        long sum = 0;
        for (int i = 0; i < config.frameBytes(); i++) {
          sum += screens.get(slot * config.frameBytes() + i) & 0xff;
        }
        long grey = sum / config.frameBytes();
        System.out.printf("slot %d: %.0f points, mean grey %d%n", slot, points[slot], grey);
      }
    }
  }
}

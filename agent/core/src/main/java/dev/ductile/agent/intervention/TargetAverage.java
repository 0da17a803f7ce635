package dev.ductile.agent.intervention;

import dev.ductile.agent.network.Parameter;
import java.util.stream.Stream;

/** A target network that follows the online network as a moving average. */
public final class TargetAverage {
  private TargetAverage() {}

  /**
   * {@code target ← remains·target + (1 − remains)·online}, with the values that this update gives;
   * what layers keep beside parameters is copied. To be called in {@link Intervention#extend}.
   */
  public static void follow(UpdateContext site, float remains) {
    var f = site.ops();
    for (var online : site.parameters()) {
      Parameter target = site.targetOf(online);
      var kept = f.scale(site.read(target), remains);
      f.assign(target.variable(), f.add(kept, f.scale(site.updated(online), 1f - remains)));
    }
    for (Parameter online : site.layerStates()) {
      f.assign(site.targetOf(online).variable(), site.updated(online));
    }
  }

  /** Makes the target equal to the online network. */
  public static void join(EditContext site) {
    Stream.concat(site.parameters().stream(), site.layerStates().stream())
        .forEach(p -> site.write(site.targetOf(p).variable(), site.read(p.variable())));
  }
}

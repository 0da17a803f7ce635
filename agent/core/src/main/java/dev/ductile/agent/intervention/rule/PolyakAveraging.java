package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.TargetAverage;
import dev.ductile.agent.intervention.UpdateContext;
import java.util.Map;

/** The target network follows a little with every update. */
final class PolyakAveraging extends Intervention {
  private static final String TAU = "tau";

  static final InterventionType TYPE =
      InterventionType.named("polyak", InterventionKind.UPDATE_RULE)
          .does(
              "target ← (1 − tau)·target + tau·online with every update, in place of copies; actions"
                  + " stay the online network's")
          .target(
              "is the average; what layers keep beside parameters (running statistics, power"
                  + " vectors) is copied at every update")
          .optimizerState("untouched")
          .source(
              "Lillicrap et al. 2016; .005 in SAC (Haarnoja et al. 2018, an update a step) and BBF"
                  + " (Schwarzer et al. 2023, eight)")
          .notWith("both say how the target follows", "hare-and-tortoise")
          .number(TAU, 0.005, 0, 1, "share of the online network, per update")
          .makes(PolyakAveraging::new);

  private PolyakAveraging(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("learning.targetUpdatePeriodUpdates", 0);
  }

  @Override
  public boolean renewsTarget() {
    return true;
  }

  @Override
  public void extend(UpdateContext site) {
    TargetAverage.follow(site, (float) (1 - arguments().number(TAU)));
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("the target follows from where it is");
  }
}

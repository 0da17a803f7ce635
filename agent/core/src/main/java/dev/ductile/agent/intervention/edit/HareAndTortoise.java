package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.TargetAverage;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.Parameter;
import java.util.Map;

/** The target network follows as a moving average, acts, and is copied back now and then. */
final class HareAndTortoise extends Intervention {
  private static final String MU = "mu";
  private static final String PERIOD = "period-updates";

  static final InterventionType TYPE =
      InterventionType.named("hare-and-tortoise", InterventionKind.SCHEDULED_EDIT)
          .does(
              "tortoise ← mu·tortoise + (1 − mu)·hare at every update; hare ← tortoise every so many"
                  + " updates; actions, in evaluation too, and bootstrapped values are the"
                  + " tortoise's; double Q-learning still chooses by the hare")
          .target(
              "is the tortoise; its parameters are never copied from the hare at once, what layers"
                  + " keep beside them (running statistics, power vectors) is, at every update")
          .optimizerState("the hare's, kept")
          .source("Lee et al. 2024; mu about .999, period 1e3 to 1e5")
          .number(MU, 0.999, 0, 1, "share of the tortoise that remains")
          .whole(PERIOD, 10_000, 1, EditTimes.LATEST, "between copies to the hare")
          .makes(HareAndTortoise::new);

  private HareAndTortoise(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("learning.targetUpdatePeriodUpdates", 0);
  }

  @Override
  public boolean actsWithTarget() {
    return true;
  }

  @Override
  public void extend(UpdateContext site) {
    TargetAverage.follow(site, (float) arguments().number(MU));
  }

  @Override
  public void edit(EditContext site) {
    if (site.everyUpdates(arguments().whole(PERIOD))) {
      for (Parameter hare : site.parameters()) {
        site.write(hare.variable(), site.read(site.targetOf(hare).variable()));
      }
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing("the tortoise begins where the hare is", TargetAverage::join);
  }
}

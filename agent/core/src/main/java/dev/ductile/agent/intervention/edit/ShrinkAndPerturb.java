package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.network.Parameter;

/** Moves parameters a part of the way towards fresh initial values. */
final class ShrinkAndPerturb extends Intervention {
  private static final String KEPT = "kept";
  private static final String PART = "part";

  static final InterventionType TYPE =
      EditTimes.describe(
              InterventionType.named("shrink-and-perturb", InterventionKind.SCHEDULED_EDIT)
                  .does(
                      "θ ← kept·θ + (1 − kept)·ψ, ψ drawn each time from each tensor's own"
                          + " initialiser; with period-updates=1 and kept=0.999999 the soft form,"
                          + " which draws as many numbers as there are parameters at every update")
                  .target("untouched; the next copy carries it over")
                  .optimizerState("kept, unless moments=clear; step count kept")
                  .excludes("by its parameter")
                  .source(
                      "Ash and Adams 2020; kept .5 at a task's switch, .8 for the encoder in"
                          + " SR-SPR (D'Oro et al. 2023)")
                  .notWith("the heads that injection froze may not change", "injection")
                  .number(KEPT, 0.5, 0, 1, "share of the old parameters"),
              20_000)
          .choice(
              PART, "which layers; the head is what follows the torso", "all", "encoder", "head")
          .choice(OptimizerState.MOMENTS, "of them", OptimizerState.KEEP, OptimizerState.CLEAR)
          .makes(ShrinkAndPerturb::new);

  private ShrinkAndPerturb(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public boolean actsWithin(long updates, long frames) {
    return EditTimes.comeWithin(arguments(), updates, frames);
  }

  @Override
  public void edit(EditContext site) {
    if (!EditTimes.isDue(arguments(), site)) {
      return;
    }
    double kept = arguments().number(KEPT);
    for (Parameter p : site.parameters()) {
      if (NetworkLayers.isIn(arguments().word(PART), p)) {
        float[] values = site.read(p.variable());
        float[] fresh = site.fresh(p);
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (kept * values[i] + (1 - kept) * fresh[i]);
        }
        site.write(p.variable(), values);
        if (arguments().is(OptimizerState.MOMENTS, OptimizerState.CLEAR)) {
          OptimizerState.clearMoments(site, p);
        }
      }
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return EditTimes.entry(arguments(), fork);
  }
}

package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.intervention.edit.UnitSurgery.Chosen;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import java.util.List;
import java.util.Map;

/** Recycles dormant units. */
final class Redo extends UnitRecycling {
  private static final String THRESHOLD = "threshold";
  private static final String PERIOD = "period-updates";

  /** State: how many units were recycled the last time. */
  static final String RECYCLED = "recycled";

  static final InterventionType TYPE =
      InterventionType.named("redo", InterventionKind.SCHEDULED_EDIT)
          .does(
              "units with E|h|/mean E|h| of their layer ≤ threshold, over 256 observations: incoming"
                  + " weights fresh, bias 0, own normalisation as at first, running statistics too, outgoing weights"
                  + " 0;"
                  + " behind a layer normalisation outputs change, because a layer's units share"
                  + " mean and variance")
          .target("untouched; the next copy carries it over")
          .optimizerState("moments of changed entries 0; step count by its parameter")
          .excludes("outputs; units of residual streams")
          .source(
              "Sokar et al. 2023, algorithm 1: .1 better than 0 and .025; with moments cleared"
                  + " (timoklein/redo)")
          .notWith("units of frozen heads may not change", "injection")
          .notWith("both replace the least useful units", "continual-backprop")
          .number(THRESHOLD, 0.1, 0, 1e6, "τ, of the score")
          .whole(PERIOD, 1000, 1, EditTimes.LATEST, "between looks at the units")
          .choice(
              OptimizerState.STEPS,
              "the optimizer's count, where a unit was recycled",
              OptimizerState.KEEP,
              OptimizerState.CLEAR)
          .makes(Redo::new);

  private Redo(Options arguments) {
    super(TYPE, arguments, RECYCLED);
  }

  @Override
  public boolean needsActivity() {
    return true;
  }

  @Override
  public boolean clearsOptimizerSteps() {
    return arguments().is(OptimizerState.STEPS, OptimizerState.CLEAR);
  }

  @Override
  public void extend(UpdateContext site) {
    site.state(this, RECYCLED, Shape.of());
  }

  @Override
  public boolean actsWithin(long updates, long frames) {
    return arguments().whole(PERIOD) <= updates;
  }

  @Override
  public void edit(EditContext site) {
    if (!site.everyUpdates(arguments().whole(PERIOD))) {
      return;
    }
    recycle(site, new UnitSurgery(site), dormant(site), true);
  }

  private List<Chosen> dormant(EditContext site) {
    List<HiddenUnits> all = UnitSurgery.separate(type().name(), site.hiddenUnits());
    Map<String, float[]> activity = site.activity();
    return DormantUnits.of(all, units -> activity.get(units.name()), arguments().number(THRESHOLD));
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("at multiples of period-updates, counted over the whole run");
  }
}

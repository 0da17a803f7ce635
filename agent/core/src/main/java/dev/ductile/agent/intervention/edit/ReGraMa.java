package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.intervention.edit.UnitSurgery.Chosen;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.Parameter;
import java.util.List;

/** Recycles units whose weights have small gradients. */
final class ReGraMa extends UnitRecycling {
  private static final String THRESHOLD = "threshold";
  private static final String PERIOD = "period-updates";
  private static final String OUTGOING = "outgoing";
  private static final String ZERO = "zero";
  private static final String MAGNITUDE = "/gradient";

  /** State: how many units were recycled the last time. */
  static final String RECYCLED = "recycled";

  static final InterventionType TYPE =
      InterventionType.named("regrama", InterventionKind.SCHEDULED_EDIT)
          .does(
              "units with E|g|/mean E|g| of their layer ≤ threshold, E|g| the mean magnitude of the"
                  + " last update's gradient over a unit's incoming weights, behind the optimizer's"
                  + " limits: incoming weights fresh, bias 0, own normalisation as at first, running"
                  + " statistics too; outgoing weights by their parameter")
          .target("untouched; the next copy carries it over")
          .optimizerState("moments of changed entries 0; step count by its parameter")
          .excludes("outputs (their code has them too); units of residual streams")
          .source(
              "Liu et al. 2025 (2505.24061); threshold 0, period and kept outgoing weights of their"
                  + " code for SAC with an update a step; incoming weights are Kaiming-uniform there")
          .notWith("units of frozen heads may not change", "injection")
          .notWith("both replace the least useful units", "continual-backprop", "redo")
          .number(THRESHOLD, 0, 0, 1e6, "τ, of the score")
          .whole(PERIOD, 1000, 1, EditTimes.LATEST, "between looks at the units")
          .choice(OUTGOING, "outgoing weights", OptimizerState.KEEP, ZERO)
          .choice(
              OptimizerState.STEPS,
              "the optimizer's count, where a unit was recycled",
              OptimizerState.KEEP,
              OptimizerState.CLEAR)
          .makes(ReGraMa::new);

  private ReGraMa(Options arguments) {
    super(TYPE, arguments, RECYCLED);
  }

  @Override
  public boolean clearsOptimizerSteps() {
    return arguments().is(OptimizerState.STEPS, OptimizerState.CLEAR);
  }

  @Override
  public boolean actsWithin(long updates, long frames) {
    return arguments().whole(PERIOD) <= updates;
  }

  /** Keeps the magnitudes of this update's gradients. */
  @Override
  public List<Tensor> stepped(UpdateContext site, List<Tensor> gradients, List<Tensor> values) {
    FunctionBuilder f = site.ops();
    site.state(this, RECYCLED, Shape.of());
    List<String> names = site.parameters().stream().map(Parameter::name).toList();
    for (HiddenUnits units : site.hiddenUnits()) {
      if (units.isSeparate()) {
        Tensor g = gradients.get(names.indexOf(units.computedBy() + ".weight"));
        int count = units.count();
        Tensor rows = f.reshape(f.abs(g), Shape.of(g.shape().elements() / count, count));
        Variable magnitude = site.state(this, units.name() + MAGNITUDE, Shape.of(count));
        f.assign(magnitude, f.reduceMean(rows, false, 0));
      }
    }
    return values;
  }

  @Override
  public void edit(EditContext site) {
    if (!site.everyUpdates(arguments().whole(PERIOD))) {
      return;
    }
    List<Chosen> dormant =
        DormantUnits.of(
            UnitSurgery.separate(type().name(), site.hiddenUnits()),
            units -> site.read(site.state(this, units.name() + MAGNITUDE)),
            arguments().number(THRESHOLD));
    recycle(site, new UnitSurgery(site), dormant, arguments().is(OUTGOING, ZERO));
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("at multiples of period-updates, counted over the whole run");
  }
}

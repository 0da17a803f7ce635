package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.intervention.Weights;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;

/** Draws the norm of each layer's weights back to where it began, a little with every update. */
final class SoftRescaling extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("soft-rescaling", InterventionKind.UPDATE_RULE)
          .does("W_l ← (1 − rate + rate·ρ_l/|W_l|_F)·W_l after each step, ρ_l the initial norm")
          .target("untouched; follows at the next copy")
          .optimizerState("untouched; the initial norms are kept in checkpoints")
          .excludes("biases, normalisation parameters, noise scales")
          .source("in the manner of Oh et al. 2025 (2507.04683), without balancing layers")
          .number("rate", 1e-3, 0, 1, "share of the way back, per update")
          .makes(SoftRescaling::new);

  private SoftRescaling(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Tensor project(UpdateContext site, Parameter parameter, Tensor updated) {
    if (parameter.role() != ParameterRole.WEIGHT) {
      return updated;
    }
    var f = site.ops();
    float rate = (float) arguments().number("rate");
    Tensor initial = f.read(site.state(this, parameter.name(), Shape.of()));
    Tensor norm = f.maximum(Weights.norm(f, updated), f.constant(1e-12f));
    return f.multiply(updated, f.shift(f.scale(f.divide(initial, norm), rate), 1 - rate));
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : Weights.all(site.parameters())) {
      float norm = Weights.norm(site.read(p.variable()));
      site.write(site.state(this, p.name()), new float[] {norm});
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("ρ is the norm of the run's very first weights");
  }
}

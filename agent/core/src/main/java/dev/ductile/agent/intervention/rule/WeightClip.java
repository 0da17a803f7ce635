package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.engine.Tensor;
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

/** Bounds every weight and bias. */
final class WeightClip extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("weight-clip", InterventionKind.UPDATE_RULE)
          .does("θ ← clamp(θ, ±bound/√fanIn) after each step, a bias by the fan-in of its layer")
          .target("untouched; follows at the next copy")
          .optimizerState("untouched")
          .excludes("normalisation parameters, noise scales; output layers by its parameter")
          .source("Elsayed et al. 2024 (2407.01704) and their reference code")
          .number("bound", 2, 1e-6, 1e6, "κ, in units of PyTorch's initial bound 1/√fanIn")
          .choice("outputs", "whether output layers are clamped too", "true", "false")
          .makes(WeightClip::new);

  private WeightClip(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Tensor project(UpdateContext site, Parameter parameter, Tensor updated) {
    boolean role =
        parameter.role() == ParameterRole.WEIGHT || parameter.role() == ParameterRole.BIAS;
    if (!role || (Weights.isOutput(parameter) && arguments().is("outputs", "false"))) {
      return updated;
    }
    float bound = (float) (arguments().number("bound") / Math.sqrt(parameter.fanIn()));
    return site.ops().clip(updated, -bound, bound);
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("the first update clamps whatever is beyond the bound");
  }
}

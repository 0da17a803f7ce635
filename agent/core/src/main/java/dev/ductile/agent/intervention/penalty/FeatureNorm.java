package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.NetworkTrace;
import java.util.Optional;

/** Keeps the features that outputs are made of small. */
final class FeatureNorm extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("feature-norm", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·E|φ|², φ being what feeds the outputs, behind the nonlinearity;"
                  + " of two streams the sum; the mean is over the batch of states, without"
                  + " importance weights")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("output layers, which φ does not depend on")
          .source("Lyle et al. 2024, compared with other bounds on norms; coefficient not known")
          .number("coefficient", 1e-3, 0, 1e6, "of the mean squared norm")
          .makes(FeatureNorm::new);

  private FeatureNorm(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    Tensor sum = f.constant(0f);
    for (NetworkTrace.HiddenUnits units : Penultimate.of(site.hiddenUnits())) {
      Tensor features = units.passedOn();
      sum = f.add(sum, f.meanAll(f.reduceSum(f.square(features), false, -1)));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("counts from the first update on");
  }
}

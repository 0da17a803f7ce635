package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
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
import dev.ductile.agent.network.SingularValueStep;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Keeps the largest singular value of each layer near 1. */
final class SpectralPenalty extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("spectral-penalty", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·Σ_l [(σ_max(W_l)² − 1)² + |b_l|²]; σ_max by one power iteration"
                  + " an update, its vectors kept in checkpoints")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("normalisation parameters, noise scales")
          .source("Lewandowski et al. 2024 (2406.06811), with k = 2")
          .number("coefficient", 1e-3, 0, 1e6, "of the sum")
          .makes(SpectralPenalty::new);

  private SpectralPenalty(Options arguments) {
    super(TYPE, arguments);
  }

  private SingularValueStep step(UpdateContext site, Parameter p) {
    return SingularValueStep.of(site.ops(), site.read(p), site.ops().read(vector(site, p)));
  }

  private Variable vector(UpdateContext site, Parameter p) {
    return site.state(this, p.name(), Shape.of(p.shape().dim(-1)));
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    Tensor sum = f.constant(0f);
    for (Parameter p : site.parameters()) {
      if (p.role() == ParameterRole.WEIGHT) {
        sum = f.add(sum, f.square(f.shift(f.square(step(site, p).sigma()), -1f)));
      } else if (p.role() == ParameterRole.BIAS) {
        sum = f.add(sum, f.sumOfSquares(List.of(site.read(p))));
      }
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  @Override
  public void extend(UpdateContext site) {
    for (Parameter p : Weights.all(site.parameters())) {
      site.ops().assign(vector(site, p), step(site, p).next());
    }
  }

  @Override
  public void begin(EditContext site) {
    RandomGenerator normal = site.random()::nextLong;
    for (Parameter p : Weights.all(site.parameters())) {
      float[] vector = new float[p.shape().dim(-1)];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) normal.nextGaussian();
      }
      site.write(site.state(this, p.name()), vector);
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain(
        "power vectors begin as in a new run, so that σ_max is low for some updates");
  }
}

package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.Parameter;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Regenerative regularisation: L2 towards the initial parameters. */
final class L2Init extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("l2-init", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·Σ(θ − θ₀)²; θ₀ is kept in checkpoints; entries that another"
                  + " intervention begins anew have their new beginning as θ₀")
          .target("untouched")
          .optimizerState("part of the gradient")
          .source("Kumar et al. 2023, equation 1; coefficients 1e-2 to 1e-5")
          .number("coefficient", 1e-3, 0, 1e6, "of the squared distance")
          .makes(L2Init::new);

  /** Interventions of which some entries of θ₀ are their later beginnings. */
  private static final Set<String> RENEWING =
      Set.of("reset", "fire", "redo", "regrama", "snr", "continual-backprop", "injection");

  private L2Init(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    Tensor sum = f.constant(0f);
    for (Parameter p : site.parameters()) {
      Tensor first = f.read(site.state(this, p.name(), p.shape()));
      sum = f.add(sum, f.sumOfSquares(List.of(f.subtract(site.read(p), first))));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  @Override
  public void renewed(EditContext site, Parameter parameter, BitSet entries) {
    float[] first = site.read(site.state(this, parameter.name()));
    float[] now = site.read(parameter.variable());
    entries.stream().forEach(i -> first[i] = now[i]);
    site.write(site.state(this, parameter.name()), first);
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : site.parameters()) {
      site.write(site.state(this, p.name()), site.read(p.variable()));
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    List<String> renewing = fork.before().stream().filter(RENEWING::contains).toList();
    return renewing.isEmpty()
        ? ForkEntry.plain("θ₀ are the run's very first parameters, drawn again from its seed")
        : ForkEntry.refused(
            String.join(", ", renewing)
                + " began parameters anew before the fork, and θ₀ of those is not known any more");
  }
}

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
import dev.ductile.agent.network.ParameterGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * L2 towards the initial distribution of each tensor. With both sides sorted, the penalty and its
 * gradient are those of L2 towards the initial values dealt out by rank. So the graph holds plain
 * L2 towards a variable, and ranks are taken between updates: no engine has to sort, and where that
 * is done after every update nothing is approximated. In between, any dealing gives an upper bound
 * of the distance.
 */
final class Wasserstein extends Intervention {
  private static final String PERIOD = "period-updates";

  static final InterventionType TYPE =
      InterventionType.named("wasserstein", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·Σ(θ₍ᵢ₎ − θ₀₍ᵢ₎)², both sorted within each tensor; ranks are"
                  + " taken every period-updates, exact for 1, an upper bound in between")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("by its parameter")
          .source("Lewandowski et al. 2023 (2312.00246); coefficient .01 in RL")
          .number("coefficient", 1e-2, 0, 1e6, "of the squared distance")
          .whole(PERIOD, 1, 1, 1_000_000_000, "updates between sortings")
          .choice("parameters", "which", "all", "weights", "without-normalization")
          .makes(Wasserstein::new);

  private final ParameterGroup group;

  private Wasserstein(Options arguments) {
    super(TYPE, arguments);
    group = arguments.constant("parameters", ParameterGroup.class);
  }

  private static String sorted(Parameter p) {
    return "sorted/" + p.name();
  }

  private static String dealt(Parameter p) {
    return "dealt/" + p.name();
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    Tensor sum = f.constant(0f);
    for (Parameter p : group.of(site.parameters())) {
      site.state(this, sorted(p), p.shape());
      Tensor goal = f.read(site.state(this, dealt(p), p.shape()));
      sum = f.add(sum, f.sumOfSquares(List.of(f.subtract(site.read(p), goal))));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : group.of(site.parameters())) {
      float[] initial = site.read(p.variable());
      site.write(site.state(this, dealt(p)), initial);
      Arrays.sort(initial);
      site.write(site.state(this, sorted(p)), initial);
    }
  }

  @Override
  public void edit(EditContext site) {
    if (site.everyUpdates(arguments().whole(PERIOD))) {
      deal(site);
    }
  }

  private void deal(EditContext site) {
    List<Parameter> parameters = group.of(site.parameters());
    for (Parameter p : parameters) {
      float[] values = site.read(p.variable());
      site.write(
          site.state(this, dealt(p)), dealtByRank(values, site.read(site.state(this, sorted(p)))));
    }
  }

  /** For each value the element of {@code sorted} at its rank; equal values in their order. */
  static float[] dealtByRank(float[] values, float[] sorted) {
    int[] order = RankOrder.of(values);
    float[] dealt = new float[values.length];
    for (int rank = 0; rank < order.length; rank++) {
      dealt[order[rank]] = sorted[rank];
    }
    return dealt;
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing(
        "θ₀ are the run's very first parameters, drawn again from its seed; ranks are taken at the"
            + " fork",
        this::deal);
  }
}

package dev.ductile.agent.intervention.architecture;

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
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterGroup;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** Most weights are pruned at random before training, and never come back. */
final class StaticSparsity extends Intervention {
  private static final String SPARSITY = "sparsity";
  private static final String DISTRIBUTION = "distribution";
  private static final String ERDOS_RENYI = "erdos-renyi";
  private static final String FILLS = "it would fill what was pruned";

  static final InterventionType TYPE =
      InterventionType.named("static-sparsity", InterventionKind.ARCHITECTURE)
          .does(
              "⌊(1 − density)·n⌋ weights of each tensor, drawn at random before the first update,"
                  + " are 0 and stay so, as do the scales of their noise; erdos-renyi: density ∝ Σ"
                  + " dimensions/Π dimensions, at most 1; their gradients are 0 for limits too;"
                  + " the arithmetic stays that of dense layers")
          .target("pruned alike")
          .optimizerState("moments of pruned weights stay 0")
          .excludes("biases, normalisation parameters")
          .source(
              "Ma et al. 2025 (2506.17204) and their code: SAC and DDPG with 2 updates a step,"
                  + " sparsity .8 to .95; densities of Evci et al. 2020")
          .notWith(FILLS, "shrink-and-perturb", "fire")
          .notWith("copies of heads would be pruned apart", "injection")
          .number(SPARSITY, 0.8, 0, 0.999, "share of all weights that is pruned")
          .choice(DISTRIBUTION, "over layers", ERDOS_RENYI, "uniform")
          .makes(StaticSparsity::new);

  private StaticSparsity(Options arguments) {
    super(TYPE, arguments);
  }

  private static List<Parameter> pruned(List<Parameter> parameters) {
    return ParameterGroup.WEIGHTS.of(parameters).stream()
        .filter(p -> p.shape().rank() > 1)
        .toList();
  }

  /** A weight and the scale of its noise are pruned together. */
  private static String mask(Parameter parameter) {
    String name = parameter.name();
    return "mask/" + name.substring(0, name.lastIndexOf('.'));
  }

  @Override
  public Optional<Tensor> frozen(UpdateContext site, Parameter parameter) {
    if (!pruned(List.of(parameter)).contains(parameter)) {
      return Optional.empty();
    }
    var f = site.ops();
    Tensor mask = f.read(site.state(this, mask(parameter), parameter.shape()));
    return Optional.of(f.less(mask, f.constant(0.5f)));
  }

  @Override
  public void begin(EditContext site) {
    List<Parameter> weights = pruned(site.parameters());
    List<Parameter> layers = weights.stream().filter(p -> p.name().endsWith(".weight")).toList();
    List<Shape> shapes = layers.stream().map(Parameter::shape).toList();
    double sparsity = arguments().number(SPARSITY);
    double[] densities =
        arguments().is(DISTRIBUTION, ERDOS_RENYI)
            ? LayerDensities.erdosRenyi(shapes, sparsity)
            : LayerDensities.uniform(shapes, sparsity);
    for (int i = 0; i < densities.length; i++) {
      int elements = shapes.get(i).elements();
      float[] drawn = draw(elements, (int) ((1 - densities[i]) * elements), site.random());
      site.write(site.state(this, mask(layers.get(i))), drawn);
    }
    for (Parameter p : weights) {
      BitSet all = new BitSet();
      all.set(0, p.shape().elements());
      prune(site, p, all);
    }
  }

  /** Ones, and as many zeros as asked. */
  private static float[] draw(int elements, int zeros, UniformRandomProvider random) {
    float[] mask = new float[elements];
    Arrays.fill(mask, 1);
    int[] order = new int[elements];
    Arrays.setAll(order, i -> i);
    for (int i = 0; i < zeros; i++) {
      int j = i + random.nextInt(elements - i);
      mask[order[j]] = 0;
      order[j] = order[i];
    }
    return mask;
  }

  @Override
  public void renewed(EditContext site, Parameter parameter, BitSet entries) {
    if (pruned(List.of(parameter)).contains(parameter)) {
      prune(site, parameter, entries);
    }
  }

  private void prune(EditContext site, Parameter parameter, BitSet entries) {
    float[] mask = site.read(site.state(this, mask(parameter)));
    for (Variable variable : List.of(parameter.variable(), site.targetOf(parameter).variable())) {
      float[] values = site.read(variable);
      entries.stream().filter(i -> mask[i] == 0).forEach(i -> values[i] = 0);
      site.write(variable, values);
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.refused("weights are pruned before the first update only");
  }
}

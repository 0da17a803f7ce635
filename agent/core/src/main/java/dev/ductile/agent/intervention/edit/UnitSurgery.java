package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.Refusals;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Begins hidden units anew: collects changes of parameters, then writes them, with moments of 0
 * where a unit's own entries changed. Units are given as sets of indices.
 */
final class UnitSurgery {
  private final EditContext site;
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, BitSet> renewed = new LinkedHashMap<>();
  private final Map<String, float[]> drawn = new HashMap<>();

  /** Units of one layer, by index. */
  record Chosen(HiddenUnits units, BitSet indices) {}

  UnitSurgery(EditContext site) {
    this.site = site;
  }

  /**
   * Refuses networks whose units have several outputs each.
   *
   * @param name of the intervention that asks
   * @throws dev.ductile.base.ConfigurationException if units are like that
   */
  static void check(String name, NetworkConfig network) {
    Refusals.when(
        network.activation().doubles(),
        name
            + " cannot be used with activations that give several numbers for a unit (CReLU,"
            + " Fourier features): choose another network.activation");
    Refusals.when(
        network.hadamard() == HadamardLayers.ALL,
        name + " cannot be used where all units are read as products: set network.hadamard=NONE");
  }

  /**
   * The hidden units that have entries of their own in every layer's parameters.
   *
   * @param name of the intervention that asks
   * @throws dev.ductile.base.ConfigurationException if there are no such units
   */
  static List<HiddenUnits> separate(String name, List<HiddenUnits> all) {
    List<HiddenUnits> separate = all.stream().filter(HiddenUnits::isSeparate).toList();
    Refusals.when(separate.isEmpty(), name + ": the network has no hidden units to replace");
    return separate;
  }

  /** Parameters of a layer by which its inputs are multiplied: weights and their noise. */
  static List<Parameter> weights(EditContext site, String layer) {
    return site.parameters().stream()
        .filter(p -> NetworkLayers.layer(p).equals(layer) && p.shape().rank() > 1)
        .filter(p -> p.role() == ParameterRole.WEIGHT || p.role() == ParameterRole.NOISE_SIGMA)
        .toList();
  }

  /** Which input channel or unit an element of a layer's weights belongs to. */
  static int source(Parameter weight, int element, int units) {
    int row = element / weight.shape().dim(-1);
    return row % (weight.shape().rank() == 4 ? weight.shape().dim(2) : units);
  }

  /**
   * Fresh incoming weights, biases of 0, first values of noise scales and of the units' own
   * normalisation, its running statistics included.
   */
  void begin(Chosen of) {
    HiddenUnits units = of.units();
    BitSet chosen = of.indices();
    for (Parameter p : site.parameters()) {
      ParameterRole role = p.role();
      boolean norm = role == ParameterRole.NORM_SCALE || role == ParameterRole.NORM_OFFSET;
      String owner = norm ? units.name() : units.computedBy();
      // A bias or normalisation with other than one entry for each unit has none to begin anew.
      if (NetworkLayers.layer(p).equals(owner) && p.shape().dim(-1) == units.count()) {
        float[] now = values(p);
        float[] first =
            role == ParameterRole.BIAS
                ? new float[now.length]
                : drawn.computeIfAbsent(p.name(), name -> site.fresh(p));
        for (int i = 0; i < now.length; i++) {
          if (chosen.get(i % units.count())) {
            now[i] = first[i];
            renewed(p).set(i);
          }
        }
      }
    }
    beginStatistics(of);
  }

  /** Written at once: statistics have no moments, and nothing refers to their beginning. */
  private void beginStatistics(Chosen of) {
    for (Parameter p : site.layerStates()) {
      if (p.role() == ParameterRole.NORM_STATISTIC
          && NetworkLayers.layer(p).equals(of.units().name())) {
        float[] now = site.read(p.variable());
        float[] first = site.fresh(p);
        of.indices().stream().forEach(i -> now[i] = first[i]);
        site.write(p.variable(), now);
      }
    }
  }

  /** Outgoing weights of 0. */
  void silence(Chosen of) {
    HiddenUnits units = of.units();
    BitSet chosen = of.indices();
    for (String layer : units.feeds()) {
      for (Parameter p : weights(site, layer)) {
        float[] now = values(p);
        for (int i = 0; i < now.length; i++) {
          if (chosen.get(source(p, i, units.count()))) {
            now[i] = 0;
            renewed(p).set(i);
          }
        }
      }
    }
  }

  /**
   * Adds to biases of the layers behind what the units gave on average, as their outgoing weights
   * are now. Layers without a bias are left alone.
   *
   * @param means of each unit's activation
   */
  void compensate(Chosen of, double[] means) {
    HiddenUnits units = of.units();
    BitSet chosen = of.indices();
    for (String layer : units.feeds()) {
      Parameter weight = site.parameter(layer + ".weight");
      Parameter bias = site.parameter(layer + ".bias");
      if (bias != null) {
        float[] w = values(weight);
        float[] b = values(bias);
        // One bias for several outputs gets the mean of what they would get.
        double share = (double) b.length / weight.shape().dim(-1);
        double[] sums = new double[b.length];
        for (int i = 0; i < w.length; i++) {
          int unit = source(weight, i, units.count());
          if (chosen.get(unit)) {
            sums[i % b.length] += share * means[unit] * w[i];
          }
        }
        for (int j = 0; j < b.length; j++) {
          b[j] += (float) sums[j];
        }
      }
    }
  }

  /** Writes all changes and clears moments. */
  void finish() {
    values.forEach((name, changed) -> site.write(site.parameter(name).variable(), changed));
    renewed.forEach(
        (name, entries) -> {
          Parameter p = site.parameter(name);
          OptimizerState.clearMoments(site, p, entries);
          site.renewed(p, entries);
        });
  }

  private float[] values(Parameter parameter) {
    return values.computeIfAbsent(parameter.name(), name -> site.read(parameter.variable()));
  }

  private BitSet renewed(Parameter parameter) {
    return renewed.computeIfAbsent(parameter.name(), name -> new BitSet());
  }
}

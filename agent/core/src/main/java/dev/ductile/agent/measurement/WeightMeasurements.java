package dev.ductile.agent.measurement;

import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.measurement.ParameterLayout.Part;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.optimizer.AdamStep;
import dev.ductile.agent.optimizer.Optimizer;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Measurements of parameters and of the optimizer's last step. */
final class WeightMeasurements {
  private static final String PARAMETERS = "the parameters, without scales of noise";

  /** Needs θ₀. */
  static final MeasurementType DISTANCE =
      MeasurementType.named("distance", MeasurementCost.CHEAP)
          .logs("distance")
          .formula("‖θ − θ₀‖ of the layer's parameters, θ₀ those that the run began with")
          .basis(PARAMETERS)
          .source("Kumar et al. 2023")
          .measuredBy(WeightMeasurements::distance);

  static final List<MeasurementType> TYPES =
      List.of(
          MeasurementType.named("weights", MeasurementCost.CHEAP)
              .logs("weight-norm, effective-rate")
              .formula(
                  "‖W‖ of the layer's weights (total: ‖θ‖ of all parameters); learning rate/‖W‖²,"
                      + " the effective rate of a layer that is normalised behind")
              .basis(PARAMETERS)
              .source("Lyle et al. 2024; van Laarhoven 2017 for the rate")
              .measuredBy(WeightMeasurements::weights),
          DISTANCE,
          MeasurementType.named("change", MeasurementCost.CHEAP)
              .logs("change")
              .formula("‖θ − θ′‖ / √(number of parameters), θ′ those of the last measurement")
              .basis(PARAMETERS)
              .source("Abbas et al. 2023")
              .measuredBy(WeightMeasurements::change),
          MeasurementType.named("update", MeasurementCost.CHEAP)
              .logs("update-norm, update-weight-ratio")
              .formula(
                  "norm of Adam's last step, from its moments and without weight decay; divided by"
                      + " ‖θ‖ of the same parameters. Adam only. Where an intervention cleared"
                      + " moments since that step they count as 0; where it cleared the count, there"
                      + " is no value before the next step")
              .basis("the optimizer's state")
              .source("Lyle et al. 2023; our definition")
              .measuredBy(WeightMeasurements::update));

  private WeightMeasurements() {}

  private static void weights(MeasurementContext site) {
    float[] theta = site.parameterVector();
    OptimizerConfig optimizer = site.spec().optimizer();
    double rate = AdamStep.learningRate(optimizer, Math.max(1, updates(site)));
    site.layout()
        .layers()
        .forEach(
            (layer, parts) -> {
              List<Part> weights =
                  parts.stream().filter(p -> p.parameter().role() == ParameterRole.WEIGHT).toList();
              if (!weights.isEmpty()) {
                double squares =
                    ParameterLayout.sum(weights, (a, b) -> Vectors.squares(theta, a, b));
                site.log("weight-norm", layer, Math.sqrt(squares));
                site.log("effective-rate", layer, rate / squares);
              }
            });
    site.log("weight-norm", Math.sqrt(Vectors.squares(theta, 0, theta.length)));
  }

  private static void distance(MeasurementContext site) {
    float[] theta = site.parameterVector();
    float[] first = site.state().initial;
    if (first == null) {
      throw new IllegalStateException("begin() was not called");
    }
    site.layout()
        .layers()
        .forEach(
            (layer, parts) ->
                site.log("distance", layer, Math.sqrt(squaredDistance(parts, theta, first))));
    site.log("distance", Math.sqrt(Vectors.squaredDistance(theta, first, 0, theta.length)));
  }

  private static double squaredDistance(List<Part> parts, float[] x, float[] y) {
    return ParameterLayout.sum(parts, (a, b) -> Vectors.squaredDistance(x, y, a, b));
  }

  private static void change(MeasurementContext site) {
    float[] theta = site.parameterVector();
    float[] last = site.state().theta;
    if (last != null) {
      site.layout()
          .layers()
          .forEach(
              (layer, parts) ->
                  site.log(
                      "change",
                      layer,
                      Math.sqrt(
                          squaredDistance(parts, theta, last) / ParameterLayout.elements(parts))));
      site.log(
          "change",
          Math.sqrt(Vectors.squaredDistance(theta, last, 0, theta.length) / theta.length));
    }
    site.state().theta = theta;
  }

  /** Updates done, which a schedule of the learning rate follows. */
  private static long updates(MeasurementContext site) {
    return count(site, Optimizer.STEPS) + count(site, Optimizer.CLEARED_STEPS);
  }

  /** A counter of the optimizer; 0 where it has none of that name. */
  private static long count(MeasurementContext site, String name) {
    for (Variable variable : site.trained().variables()) {
      if (variable.name().equals(name)) {
        return (long) site.trained().read(variable)[0];
      }
    }
    return 0;
  }

  private static void update(MeasurementContext site) {
    OptimizerConfig optimizer = site.spec().optimizer();
    long steps = count(site, Optimizer.STEPS);
    if (!AdamStep.isKnown(optimizer) || steps == 0) {
      return;
    }
    Map<String, Variable> variables =
        site.trained().variables().stream()
            .collect(Collectors.toMap(Variable::name, Function.identity()));
    float[] theta = site.parameterVector();
    double allSteps = 0;
    for (Map.Entry<String, List<Part>> layer : site.layout().layers().entrySet()) {
      double squares = 0;
      for (Part part : layer.getValue()) {
        String prefix = "optimizer/" + part.parameter().name() + "/";
        float[] m = site.trained().read(variables.get(prefix + "m"));
        float[] v = site.trained().read(variables.get(prefix + "v"));
        float[] step = AdamStep.last(optimizer, updates(site), steps, m, v);
        squares += Vectors.squares(step, 0, step.length);
      }
      double weights =
          ParameterLayout.sum(layer.getValue(), (a, b) -> Vectors.squares(theta, a, b));
      site.log("update-norm", layer.getKey(), Math.sqrt(squares));
      site.log("update-weight-ratio", layer.getKey(), Math.sqrt(squares / weights));
      allSteps += squares;
    }
    site.log("update-norm", Math.sqrt(allSteps));
    site.log("update-weight-ratio", Math.sqrt(allSteps / Vectors.squares(theta, 0, theta.length)));
  }
}

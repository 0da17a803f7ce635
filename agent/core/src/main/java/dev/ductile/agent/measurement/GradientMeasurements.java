package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.measurement.ParameterLayout.Part;
import java.util.List;

/** Measurements of the loss's gradient. */
final class GradientMeasurements {
  private static final String LOSS = "the batch's mean loss, without penalties";

  static final List<MeasurementType> TYPES =
      List.of(
          MeasurementType.named("gradients", MeasurementCost.CHEAP)
              .logs("gradient-l0, gradient-l1, gradient-l2")
              .formula("share of elements g ≠ 0; Σ|g|; √Σg²")
              .basis(LOSS)
              .source("Abbas et al. 2023; survey by Klein et al. 2024")
              .needs(CopyFunction.GRADIENT)
              .measuredBy(GradientMeasurements::norms),
          MeasurementType.named("gradient-weight-ratio", MeasurementCost.CHEAP)
              .logs("gradient-weight-ratio")
              .formula("‖g‖ / ‖θ‖ of the layer's parameters")
              .basis(LOSS)
              .source("our definition")
              .needs(CopyFunction.GRADIENT)
              .measuredBy(GradientMeasurements::ratio));

  private GradientMeasurements() {}

  private static void norms(MeasurementContext site) {
    float[] g = site.gradient();
    site.layout().layers().forEach((layer, parts) -> norms(site, layer, parts, g));
    norms(site, MeasurementContext.TOTAL, List.of(new Part(null, 0, g.length)), g);
  }

  private static void norms(MeasurementContext site, String layer, List<Part> parts, float[] g) {
    double nonZero = ParameterLayout.sum(parts, (a, b) -> Vectors.nonZero(g, a, b));
    site.log("gradient-l0", layer, nonZero / ParameterLayout.elements(parts));
    site.log("gradient-l1", layer, ParameterLayout.sum(parts, (a, b) -> Vectors.l1(g, a, b)));
    double squares = ParameterLayout.sum(parts, (a, b) -> Vectors.squares(g, a, b));
    site.log("gradient-l2", layer, Math.sqrt(squares));
  }

  private static void ratio(MeasurementContext site) {
    float[] g = site.gradient();
    float[] theta = site.parameterVector();
    site.layout()
        .layers()
        .forEach(
            (layer, parts) ->
                site.log(
                    "gradient-weight-ratio",
                    layer,
                    Math.sqrt(
                        ParameterLayout.sum(parts, (a, b) -> Vectors.squares(g, a, b))
                            / ParameterLayout.sum(parts, (a, b) -> Vectors.squares(theta, a, b)))));
    site.log(
        "gradient-weight-ratio",
        Math.sqrt(Vectors.squares(g, 0, g.length) / Vectors.squares(theta, 0, theta.length)));
  }
}

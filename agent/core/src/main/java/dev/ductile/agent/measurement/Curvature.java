package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.LearnerCopy;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The loss's largest Hessian eigenvalue. Products of the Hessian with a unit vector v are central
 * differences of the gradient, {@code (∇L(θ + εv) − ∇L(θ − εv))/2ε}, with ε = 1e-3·‖θ‖: far above
 * what float32 rounds off, and a relative change of each weight of about 1e-3 for a vector spread
 * over all of them.
 */
final class Curvature {
  static final MeasurementType TYPE =
      MeasurementType.named("hessian", MeasurementCost.EXPENSIVE)
          .logs("hessian-lambda-max")
          .formula(
              "largest eigenvalue of ∂²L/∂θ²: at most 30 power iterations (to 1e-3) with central"
                  + " differences of the gradient, ε = 1e-3·‖θ‖; if the one of largest magnitude is"
                  + " negative, again on H − λI")
          .scope("total")
          .basis("the batch's mean loss, without penalties, targets fixed")
          .source("Lyle et al. 2023; power iteration as in Pearlmutter 1994")
          .needs(CopyFunction.GRADIENT)
          .measuredBy(Curvature::measure);

  private static final double RELATIVE_STEP = 1e-3;
  private static final int ITERATIONS = 30;
  private static final double TOLERANCE = 1e-3;

  private Curvature() {}

  private static void measure(MeasurementContext site) {
    LearnerCopy copy = site.copy();
    float[] theta = site.parameterVector();
    double norm = Math.sqrt(Vectors.squares(theta, 0, theta.length));
    double step = RELATIVE_STEP * (norm == 0 ? 1 : norm);
    LargestEigenvalue power =
        new LargestEigenvalue(
            v -> {
              float[] plus = gradientAt(copy, theta, v, step);
              float[] minus = gradientAt(copy, theta, v, -step);
              double[] product = new double[v.length];
              for (int i = 0; i < product.length; i++) {
                product[i] = ((double) plus[i] - minus[i]) / (2 * step);
              }
              return product;
            },
            theta.length,
            ITERATIONS,
            TOLERANCE);
    double largest = power.largest(RandomSource.XO_SHI_RO_256_PP.create(site.state().seed));
    copy.setParameters(theta);
    site.log("hessian-lambda-max", largest);
  }

  private static float[] gradientAt(LearnerCopy copy, float[] theta, double[] v, double step) {
    float[] moved = new float[theta.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = (float) (theta[i] + step * v[i]);
    }
    copy.setParameters(moved);
    return copy.gradient();
  }
}

package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import java.util.List;

/** Measurements of per-sample gradients. */
final class KernelMeasurements {
  /** Samples at most: the first of the batch. */
  private static final int SAMPLES = 64;

  static final List<MeasurementType> TYPES =
      List.of(
          MeasurementType.named("ntk", MeasurementCost.EXPENSIVE)
              .logs(
                  "ntk-effective-rank@64, ntk-off-diagonal-effective-rank@64,"
                      + " ntk-off-diagonal-share@64, ntk-lambda-1@64")
              .formula(
                  "Kᵢⱼ = ⟨∇f(xᵢ), ∇f(xⱼ)⟩, f the sum of the action values: effective rank of K and"
                      + " of K − diag K (of magnitudes of eigenvalues), mean |Kᵢⱼ| off the"
                      + " diagonal divided by mean Kᵢᵢ, largest eigenvalue of K")
              .scope("total")
              .basis("the batch's first 64 observations")
              .source("Lyle et al. 2024")
              .needs(CopyFunction.VALUE_GRADIENTS)
              .measuredBy(KernelMeasurements::kernel),
          MeasurementType.named("gradient-covariance", MeasurementCost.EXPENSIVE)
              .logs(
                  "gradient-cosine@64, gradient-cosine-negative@64,"
                      + " gradient-cosine-effective-rank@64")
              .formula(
                  "Cᵢⱼ = cos(∇ℓᵢ, ∇ℓⱼ), ℓ the loss of a sample without penalties: mean off the"
                      + " diagonal, share below 0, effective rank; zero gradients left out")
              .scope("total")
              .basis("the batch's first 64 samples")
              .source("Lyle et al. 2023")
              .needs(CopyFunction.LOSS_GRADIENTS)
              .measuredBy(KernelMeasurements::covariance));

  private KernelMeasurements() {}

  private static int samples(MeasurementContext site) {
    return Math.min(SAMPLES, site.batch().size());
  }

  private static void kernel(MeasurementContext site) {
    int n = samples(site);
    double[][] kernel = Gram.of(n, site.copy().size(), site.copy()::valueGradient);
    double[][] off = Gram.offDiagonal(kernel);
    site.log("ntk-effective-rank@" + n, Spectrum.ofSymmetric(kernel).effectiveRank());
    site.log("ntk-off-diagonal-effective-rank@" + n, Spectrum.ofSymmetric(off).effectiveRank());
    site.log("ntk-off-diagonal-share@" + n, Gram.offDiagonalShare(kernel));
    site.log("ntk-lambda-1@" + n, Spectrum.ofSymmetric(kernel).largest());
  }

  private static void covariance(MeasurementContext site) {
    int n = samples(site);
    double[][] gram = Gram.of(n, site.copy().size(), site.copy()::lossGradient);
    double[][] cosines = Gram.cosines(gram);
    double[][] whole = Gram.withoutZeros(cosines);
    site.log("gradient-cosine@" + n, Gram.meanOffDiagonal(cosines));
    site.log("gradient-cosine-negative@" + n, Gram.negativeShare(cosines));
    site.log(
        "gradient-cosine-effective-rank@" + n,
        whole.length == 0 ? 0 : Spectrum.ofSymmetric(whole).effectiveRank());
  }
}

package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.LearnerCopy.Matrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Measurements of the feature matrix Φ: activations of the hidden units that output layers read,
 * one row per observation (with implicit quantiles, per observation and fraction).
 */
final class FeatureMeasurements {
  private static final String SCOPE = "each last hidden layer; total: all of them side by side";
  private static final String PHI = "Φ on the batch, σ its singular values";
  private static final int RATIO_INDEX = 10;

  static final List<MeasurementType> TYPES =
      List.of(
          type("features", MeasurementCost.CHEAP)
              .logs("feature-norm, feature-mean, feature-deviation")
              .formula("mean over rows of ‖φ‖; mean and standard deviation of all elements")
              .source("Lyle et al. 2022")
              .measuredBy(site -> each(site, FeatureMeasurements::moments)),
          type("singular-values", MeasurementCost.MODERATE)
              .logs("feature-sigma-1, feature-sigma-ratio@10")
              .formula("σ₁; σ₁/σ₁₀ (or by the last, where there are fewer)")
              .source("Lyle et al. 2024, effect of target scale")
              .measuredBy(
                  spectral(
                      (log, s) -> {
                        log.accept("feature-sigma-1", s.largest());
                        log.accept("feature-sigma-ratio@10", s.ratio(RATIO_INDEX));
                      })),
          type("srank", MeasurementCost.MODERATE)
              .logs("srank@0.01")
              .formula("min{k: Σ_{i≤k} σᵢ / Σσ ≥ 1 − δ}, δ = .01")
              .source("Kumar et al. 2021")
              .measuredBy(spectral((log, s) -> log.accept("srank@0.01", s.leastRankOfSum(0.99)))),
          type("effective-rank", MeasurementCost.MODERATE)
              .logs("effective-rank")
              .formula("exp(−Σ p ln p), p = σ/Σσ")
              .source("Roy and Vetterli 2007")
              .measuredBy(spectral((log, s) -> log.accept("effective-rank", s.effectiveRank()))),
          type("stable-rank", MeasurementCost.MODERATE)
              .logs("stable-rank")
              .formula("‖Φ‖²_F / ‖Φ‖²₂")
              .source("Rudelson and Vershynin 2007; not the srank above")
              .measuredBy(spectral((log, s) -> log.accept("stable-rank", s.stableRank()))),
          type("approximate-rank", MeasurementCost.MODERATE)
              .logs("approximate-rank@0.01")
              .formula("as srank with σ²: min{k: Σ_{i≤k} σᵢ² / Σσ² ≥ .99}")
              .source("Yang et al. 2020")
              .measuredBy(
                  spectral(
                      (log, s) -> log.accept("approximate-rank@0.01", s.leastRankOfSquares(0.99)))),
          type("feature-rank", MeasurementCost.MODERATE)
              .logs("feature-rank@0.01")
              .formula("number of σ/√n > .01, n rows")
              .source("Lyle et al. 2022")
              .measuredBy(
                  spectral((log, s) -> log.accept("feature-rank@0.01", s.featureRank(0.01)))));

  private FeatureMeasurements() {}

  private static MeasurementType.Builder type(String name, MeasurementCost cost) {
    return MeasurementType.named(name, cost).scope(SCOPE).basis(PHI).needs(CopyFunction.STATISTICS);
  }

  /** Takes a quantity and its value. */
  private interface Log {
    void accept(String quantity, double value);
  }

  private static void each(MeasurementContext site, BiConsumer<Log, Matrix> body) {
    features(site)
        .forEach((layer, phi) -> body.accept((quantity, x) -> site.log(quantity, layer, x), phi));
  }

  private static java.util.function.Consumer<MeasurementContext> spectral(
      BiConsumer<Log, Spectrum> body) {
    return site ->
        spectra(site)
            .forEach((layer, s) -> body.accept((quantity, x) -> site.log(quantity, layer, x), s));
  }

  private static Map<String, Spectrum> spectra(MeasurementContext site) {
    Map<String, Matrix> features = features(site);
    return site.once(
        "spectrum",
        () -> {
          Map<String, Spectrum> spectra = new LinkedHashMap<>();
          features.forEach(
              (layer, phi) -> {
                boolean same = layer.equals(MeasurementContext.TOTAL) && features.size() == 2;
                spectra.put(
                    layer,
                    same
                        ? spectra.values().iterator().next()
                        : Spectrum.ofMatrix(phi.values(), phi.rows(), phi.columns()));
              });
          return spectra;
        });
  }

  private static Map<String, Matrix> features(MeasurementContext site) {
    site.statistics();
    return site.once(
        "features",
        () -> {
          Map<String, Matrix> all = new LinkedHashMap<>(site.copy().features());
          all.put(MeasurementContext.TOTAL, sideBySide(List.copyOf(all.values())));
          return all;
        });
  }

  /** Matrices of equally many rows as one. */
  static Matrix sideBySide(List<Matrix> parts) {
    int rows = parts.get(0).rows();
    int columns = parts.stream().mapToInt(Matrix::columns).sum();
    float[] values = new float[rows * columns];
    int column = 0;
    for (Matrix part : parts) {
      for (int row = 0; row < rows; row++) {
        int n = part.columns();
        System.arraycopy(part.values(), row * n, values, row * columns + column, n);
      }
      column += part.columns();
    }
    return new Matrix(values, rows, columns);
  }

  private static void moments(Log log, Matrix phi) {
    float[] x = phi.values();
    double norms = 0;
    for (int row = 0; row < phi.rows(); row++) {
      norms += Math.sqrt(Vectors.squares(x, row * phi.columns(), (row + 1) * phi.columns()));
    }
    double mean = Vectors.mean(x);
    double variance = 0;
    for (float value : x) {
      variance += (value - mean) * (value - mean) / x.length;
    }
    log.accept("feature-norm", norms / phi.rows());
    log.accept("feature-mean", mean);
    log.accept("feature-deviation", Math.sqrt(variance));
  }
}

package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.UnitStatistics;
import dev.ductile.agent.network.Dormancy;
import java.util.BitSet;
import java.util.List;

/** Measurements of hidden units; the output layer has none. */
final class UnitMeasurements {
  private static final List<Double> THRESHOLDS = List.of(0.0, 0.025, 0.1);

  /** Threshold of the set whose overlap is measured. */
  private static final double OVERLAP_THRESHOLD = 0.025;

  static final List<MeasurementType> TYPES =
      List.of(
          MeasurementType.named("dormant", MeasurementCost.CHEAP)
              .logs("dormant@0, dormant@0.025, dormant@0.1")
              .formula(
                  "share of units with s ≤ τ, s = E|h| / mean of E|h| over the layer; τ"
                      + " behind the @")
              .source("Sokar et al. 2023")
              .needs(CopyFunction.STATISTICS)
              .measuredBy(UnitMeasurements::dormant),
          MeasurementType.named("dead", MeasurementCost.CHEAP)
              .logs("dead@0")
              .formula(
                  "share of units with max a ≤ 0 over batch and positions (ReLU), or |h| > .99"
                      + " throughout (tanh, `dead@0.99`); not defined for other activations")
              .source("Lyle et al. 2024; the thresholds are ours")
              .needs(CopyFunction.STATISTICS)
              .measuredBy(UnitMeasurements::dead),
          MeasurementType.named("linearised", MeasurementCost.CHEAP)
              .logs("linearised@0")
              .formula(
                  "share of units that are linear on the batch: min a > 0 (ReLU), a of one sign"
                      + " (LeakyReLU, CReLU); others by `linearised@0.01`: residual variance of the"
                      + " best affine fit of h on a, divided by Var h, below .01, and"
                      + " E|h| above 1e-6·max|a| if a varies")
              .source("Lyle et al. 2024 (“zombie” units); the thresholds are ours")
              .needs(CopyFunction.STATISTICS)
              .measuredBy(UnitMeasurements::linearised),
          MeasurementType.named("active", MeasurementCost.CHEAP)
              .logs("active@0")
              .formula(
                  "share of activations h ≠ 0, over units, batch and positions; with CReLU ½ by"
                      + " construction")
              .source("Abbas et al. 2023")
              .needs(CopyFunction.STATISTICS)
              .measuredBy(UnitMeasurements::active),
          MeasurementType.named("preactivations", MeasurementCost.CHEAP)
              .logs("preactivation-mean, preactivation-variance")
              .formula("mean and variance of a, over units, batch and positions")
              .scope("each layer")
              .source("Lyle et al. 2024, preactivation shift")
              .needs(CopyFunction.STATISTICS)
              .measuredBy(UnitMeasurements::preactivations),
          MeasurementType.named("dormant-overlap", MeasurementCost.CHEAP)
              .logs("dormant-overlap@0.025")
              .formula(
                  "|X∩Y| / min(|X|, |Y|) of the dormant sets, τ = .025, of this and the"
                      + " last measurement; NaN if one is empty")
              .scope("total")
              .source("Sokar et al. 2023")
              .needs(CopyFunction.STATISTICS)
              .measuredBy(UnitMeasurements::overlap));

  private UnitMeasurements() {}

  private static String text(double threshold) {
    return threshold == 0 ? "0" : Double.toString(threshold);
  }

  /** Counts units of each layer and logs their shares. */
  private static final class Shares {
    private final MeasurementContext site;
    private final String quantity;
    private double found;
    private long all;

    Shares(MeasurementContext site, String quantity) {
      this.site = site;
      this.quantity = quantity;
    }

    void layer(String layer, double count, int units) {
      site.log(quantity, layer, count / units);
      found += count;
      all += units;
    }

    void total() {
      site.log(quantity, found / all);
    }
  }

  private static void dormant(MeasurementContext site) {
    for (double threshold : THRESHOLDS) {
      Shares shares = new Shares(site, "dormant@" + text(threshold));
      for (UnitStatistics units : site.statistics()) {
        float[] activity = units.meanMagnitude();
        int count = Dormancy.dormant(activity, threshold).cardinality();
        shares.layer(units.layer(), count, activity.length);
      }
      shares.total();
    }
  }

  private static void dead(MeasurementContext site) {
    UnitKind kind = site.kind();
    if (kind.canDie()) {
      count(site, "dead@" + kind.deadThreshold(), kind::isDead);
    }
  }

  private static void linearised(MeasurementContext site) {
    UnitKind kind = site.kind();
    count(site, "linearised@" + kind.linearThreshold(), kind::isLinear);
  }

  private interface UnitTest {
    boolean holds(UnitStatistics units, int unit);
  }

  private static void count(MeasurementContext site, String quantity, UnitTest test) {
    Shares shares = new Shares(site, quantity);
    for (UnitStatistics units : site.statistics()) {
      int all = site.kind().units(units);
      int count = 0;
      for (int i = 0; i < all; i++) {
        count += test.holds(units, i) ? 1 : 0;
      }
      shares.layer(units.layer(), count, all);
    }
    shares.total();
  }

  private static void active(MeasurementContext site) {
    Shares shares = new Shares(site, "active@0");
    for (UnitStatistics units : site.statistics()) {
      int count = units.nonZeroShare().length;
      shares.layer(units.layer(), Vectors.mean(units.nonZeroShare()) * count, count);
    }
    shares.total();
  }

  private static void preactivations(MeasurementContext site) {
    for (UnitStatistics units : site.statistics()) {
      double mean = Vectors.mean(units.mean());
      // Variance within units and between their means.
      double variance = Vectors.mean(units.variance());
      for (float one : units.mean()) {
        variance += (one - mean) * (one - mean) / units.mean().length;
      }
      site.log("preactivation-mean", units.layer(), mean);
      site.log("preactivation-variance", units.layer(), variance);
    }
  }

  private static void overlap(MeasurementContext site) {
    BitSet dormant = new BitSet();
    int at = 0;
    for (UnitStatistics units : site.statistics()) {
      float[] activity = units.meanMagnitude();
      int from = at;
      Dormancy.dormant(activity, OVERLAP_THRESHOLD).stream().forEach(i -> dormant.set(from + i));
      at += activity.length;
    }
    BitSet before = site.state().dormant;
    if (before != null) {
      site.log("dormant-overlap@0.025", Dormancy.overlap(before, dormant));
    }
    site.state().dormant = dormant;
  }
}

package dev.ductile.agent.config;

import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.ClassificationObjective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.HlGauss;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.LabelSmoothing;
import dev.ductile.agent.objective.Munchausen;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.ScaledRewards;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.TwoHot;
import dev.ductile.agent.objective.ValueTarget;
import dev.ductile.base.Checks;
import java.util.Optional;

/**
 * What is learned. Parts that a kind does not use are ignored by it.
 *
 * @param kind the family
 * @param tdLoss loss of the temporal-difference error, for DQN
 * @param doubleQ whether the online network chooses the next action (van Hasselt et al. 2016)
 * @param categorical atoms or bins, for C51, two-hot and HL-Gauss
 * @param quantile quantiles, for QR-DQN and IQN
 * @param munchausen the Munchausen target (Vieillard et al. 2020)
 * @param priority what prioritised replay orders by
 * @param rewardScale multiplies the returns that are learned from, and so the values
 */
public record ObjectiveConfig(
    Kind kind,
    TdLoss tdLoss,
    boolean doubleQ,
    Categorical categorical,
    Quantile quantile,
    Munchausen munchausen,
    PriorityRule priority,
    double rewardScale) {
  /** Families of objectives. */
  public enum Kind {
    /** Expected values by regression (Mnih et al. 2015). */
    DQN,
    /** Distribution over fixed atoms (Bellemare et al. 2017). */
    C51,
    /** Fixed quantiles (Dabney et al. 2018, QR-DQN). */
    QR_DQN,
    /** Quantiles at sampled fractions (Dabney et al. 2018, IQN). */
    IQN,
    /** Expected values by classification, shared between two neighbouring atoms. */
    TWO_HOT,
    /** Expected values by classification, spread as a normal distribution over bins. */
    HL_GAUSS;

    /** Whether its loss is a cross-entropy with labels. */
    boolean hasLabels() {
      return this == C51 || this == TWO_HOT || this == HL_GAUSS;
    }
  }

  /**
   * Atoms of C51 and two-hot, bins of HL-Gauss.
   *
   * @param atoms how many
   * @param valueMin the first atom, or the lower edge of the first bin
   * @param valueMax the last atom, or the upper edge of the last bin
   * @param sigmaRatio σ of HL-Gauss in bin widths
   * @param labelSmoothing ε: labels p become (1 − ε)·p + ε/atoms
   */
  public record Categorical(
      int atoms, double valueMin, double valueMax, double sigmaRatio, double labelSmoothing) {
    /** Checks the ranges. */
    public Categorical {
      Checks.atLeast("objective.categorical.atoms", atoms, 2);
      Checks.positive("objective.categorical.sigmaRatio", sigmaRatio);
      Checks.within("objective.categorical.labelSmoothing", labelSmoothing, 0, 1);
      if (!(valueMin < valueMax)) {
        throw Checks.bad(
            "objective.categorical.valueMin",
            valueMin,
            "use less than objective.categorical.valueMax, which is " + valueMax);
      }
    }
  }

  /**
   * Quantiles.
   *
   * @param count fixed quantiles of QR-DQN
   * @param huberThreshold κ; 0 for the plain quantile loss
   * @param samples N, fractions of IQN's learned values
   * @param targetSamples N′, fractions of IQN's targets
   * @param actingSamples K, fractions of IQN that choosing an action averages
   * @param embeddingSize cosines of IQN
   * @param embeddingFirst the first cosine's i in cos(π·i·τ)
   */
  public record Quantile(
      int count,
      double huberThreshold,
      int samples,
      int targetSamples,
      int actingSamples,
      int embeddingSize,
      int embeddingFirst) {
    /** Checks the ranges. */
    public Quantile {
      Checks.atLeast("objective.quantile.count", count, 1);
      Checks.within("objective.quantile.huberThreshold", huberThreshold, 0, 1e6);
      Checks.atLeast("objective.quantile.samples", samples, 1);
      Checks.atLeast("objective.quantile.targetSamples", targetSamples, 1);
      Checks.atLeast("objective.quantile.actingSamples", actingSamples, 1);
      Checks.atLeast("objective.quantile.embeddingSize", embeddingSize, 1);
      Checks.within("objective.quantile.embeddingFirst", embeddingFirst, 0, 1);
    }
  }

  /** Checks that every value is there and that the parts fit together. */
  public ObjectiveConfig {
    Checks.present("objective.kind", kind);
    Checks.present("objective.tdLoss", tdLoss);
    Checks.present("objective.categorical", categorical);
    Checks.present("objective.quantile", quantile);
    Checks.present("objective.munchausen", munchausen);
    Checks.present("objective.priority", priority);
    Checks.positive("objective.rewardScale", rewardScale);
    if (categorical.labelSmoothing() > 0 && !kind.hasLabels()) {
      throw Checks.bad(
          "objective.categorical.labelSmoothing",
          categorical.labelSmoothing(),
          "objective.kind=" + kind + " has no labels; use C51, TWO_HOT or HL_GAUSS");
    }
    if (munchausen.on() && doubleQ) {
      throw Checks.bad(
          "objective.munchausen.on",
          true,
          "its target is a mean over a soft policy, so there is no next action for double "
              + "Q-learning to choose; set objective.doubleQ=false");
    }
    if (munchausen.on() && kind == Kind.C51) {
      throw Checks.bad(
          "objective.munchausen.on",
          true,
          "objective.kind=C51 bootstraps from one action's distribution, Munchausen from a mean "
              + "over actions; use DQN, TWO_HOT, HL_GAUSS, QR_DQN or IQN");
    }
  }

  /** The objective of this configuration. */
  public Objective build() {
    Objective plain = unscaled(new ValueTarget(doubleQ, munchausen));
    return rewardScale == 1 ? plain : new ScaledRewards(plain, rewardScale);
  }

  /** The objective where returns are given, in the scale of the values. */
  Objective buildForReturns() {
    return unscaled(ValueTarget.RETURNS);
  }

  private Objective unscaled(ValueTarget target) {
    Categorical c = categorical;
    Support support = new Support(c.atoms(), c.valueMin(), c.valueMax());
    LabelSmoothing smoothing = new LabelSmoothing(c.labelSmoothing());
    Quantile q = quantile;
    return switch (kind) {
      case DQN -> new DqnObjective(tdLoss, target, priority);
      case C51 -> new C51Objective(support, doubleQ, priority, smoothing);
      case TWO_HOT -> new ClassificationObjective(new TwoHot(support), target, priority, smoothing);
      case HL_GAUSS ->
          new ClassificationObjective(
              new HlGauss(c.atoms(), c.valueMin(), c.valueMax(), c.sigmaRatio()),
              target,
              priority,
              smoothing);
      case QR_DQN ->
          new QuantileObjective(q.count(), q.huberThreshold(), target, Optional.empty(), priority);
      case IQN ->
          new QuantileObjective(
              q.count(), q.huberThreshold(), target, Optional.of(implicit()), priority);
    };
  }

  private ImplicitQuantiles implicit() {
    return new ImplicitQuantiles(
        quantile.samples(),
        quantile.targetSamples(),
        quantile.actingSamples(),
        new FractionEmbedding(quantile.embeddingSize(), quantile.embeddingFirst()));
  }
}

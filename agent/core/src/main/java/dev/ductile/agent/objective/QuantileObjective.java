package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Optional;

/**
 * Quantiles of the return: fixed ones at the midpoints {@code (i + ½)/N} (Dabney et al. 2018, "QR-
 * DQN"), or those at fractions that the network is given (IQN). The quantile Huber loss is summed
 * over the predicted quantiles and averaged over the targets; the value of an action is the mean of
 * its quantiles.
 *
 * @param quantiles number of fixed quantiles; not used with implicit ones
 * @param threshold κ of the Huber loss; 0 for the plain quantile loss
 * @param target double and Munchausen
 * @param implicit fractions of IQN, empty for QR-DQN
 * @param priority what prioritised replay orders by
 */
public record QuantileObjective(
    int quantiles,
    double threshold,
    ValueTarget target,
    Optional<ImplicitQuantiles> implicit,
    PriorityRule priority)
    implements Objective {
  @Override
  public int heads() {
    return implicit.isPresent() ? 1 : quantiles;
  }

  @Override
  public String headsName() {
    return "quantiles";
  }

  @Override
  public Optional<ImplicitQuantiles> implicitQuantiles() {
    return implicit;
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return f.reduceMean(heads, false, 2);
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor predicted = f.gatherRows(source.online(), batch.actions());
    Tensor targets = f.stopGradient(targets(f, batch, source));
    Tensor loss = quantileHuber(f, predicted, fractions(f, source), targets, threshold);
    Tensor chosen = f.reduceMean(predicted, false, 1);
    Tensor error = f.subtract(f.reduceMean(targets, false, 1), chosen);
    return new LossTerms(loss, priority.apply(f, error, loss), chosen);
  }

  private Tensor fractions(CompositeOps f, HeadsSource source) {
    if (implicit.isPresent()) {
      return source.onlineFractions();
    }
    float[] midpoints = new float[quantiles];
    for (int i = 0; i < quantiles; i++) {
      midpoints[i] = (float) ((i + 0.5) / quantiles);
    }
    return f.constant(midpoints, Shape.of(1, quantiles));
  }

  /** Target quantiles, [B, N′]. */
  private Tensor targets(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor next = source.targetNext();
    Tensor returns = batch.returns();
    Tensor nextQuantiles;
    if (target.munchausen().on()) {
      Munchausen munchausen = target.munchausen();
      Tensor now = values(f, source.target());
      returns = f.add(returns, munchausen.bonus(f, now, batch.actions()));
      nextQuantiles = munchausen.softNext(f, next, values(f, source.targetNextForChoice()));
    } else {
      Tensor choice = target.doubleQ() ? source.onlineNext() : source.targetNextForChoice();
      nextQuantiles = f.gatherRows(next, f.argMax(values(f, choice), 1));
    }
    Shape column = Shape.of(next.shape().dim(0), 1);
    return f.add(
        f.reshape(returns, column),
        f.multiply(f.reshape(batch.discounts(), column), nextQuantiles));
  }

  /**
   * {@code Σᵢ meanⱼ |τᵢ − 1[uᵢⱼ < 0]|·L(uᵢⱼ)/κ} with {@code uᵢⱼ = targetⱼ − predictedᵢ} and L the
   * Huber loss of threshold κ; {@code |u|} for κ = 0.
   *
   * @param predicted [B, N]
   * @param fractions τ, [B, N] or [1, N]
   * @param targets [B, N′]
   * @return [B]
   */
  public static Tensor quantileHuber(
      CompositeOps f, Tensor predicted, Tensor fractions, Tensor targets, double threshold) {
    int batch = predicted.shape().dim(0);
    int n = predicted.shape().dim(1);
    Tensor rows = f.reshape(targets, Shape.of(batch, 1, targets.shape().dim(1)));
    Tensor error = f.subtract(rows, f.reshape(predicted, Shape.of(batch, n, 1)));
    Tensor below = f.cast(f.less(error, f.constant(0f)), DataType.FLOAT32);
    Tensor tau = f.reshape(fractions, Shape.of(fractions.shape().dim(0), n, 1));
    Tensor weight = f.stopGradient(f.abs(f.subtract(tau, below)));
    Tensor loss =
        threshold == 0
            ? f.abs(error)
            : f.scale(f.huber(f.scale(error, (float) (1 / threshold))), (float) threshold);
    return f.reduceSum(f.reduceMean(f.multiply(weight, loss), false, 2), false, 1);
  }
}

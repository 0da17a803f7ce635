package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.function.UnaryOperator;

/**
 * The expected value to learn towards: {@code y = R + γⁿ max_a Q⁻(s′, a)} (Mnih et al. 2015), or,
 * where double, {@code y = R + γⁿ Q⁻(s′, argmax_a Q(s′, a))} (van Hasselt et al. 2016), or the
 * Munchausen target.
 *
 * <p>Or the returns that a batch brings, without bootstrapping: {@link #RETURNS}.
 *
 * @param doubleQ whether the online network chooses the next action
 * @param munchausen whether it is on, and its constants; never on together with {@code doubleQ}
 * @param bootstrapped whether the next observations have a part in it
 */
public record ValueTarget(boolean doubleQ, Munchausen munchausen, boolean bootstrapped) {
  /** Whoever made the batch has bootstrapped already, as for returns Q(λ). */
  public static final ValueTarget RETURNS = new ValueTarget(false, Munchausen.OFF, false);

  /** Refuses a combination without meaning. */
  public ValueTarget {
    if (doubleQ && munchausen.on()) {
      throw new IllegalArgumentException(
          "a Munchausen target takes the mean over a soft policy: there is no next action for "
              + "double Q-learning to choose");
    }
  }

  /** A target that bootstraps from the next observations. */
  public ValueTarget(boolean doubleQ, Munchausen munchausen) {
    this(doubleQ, munchausen, true);
  }

  /** A target without Munchausen. */
  public static ValueTarget of(boolean doubleQ) {
    return new ValueTarget(doubleQ, Munchausen.OFF);
  }

  /**
   * Targets of a batch.
   *
   * @param values action values [B, A] from heads
   * @return [B], constant for differentiation
   */
  Tensor of(CompositeOps f, Batch batch, HeadsSource source, UnaryOperator<Tensor> values) {
    if (!bootstrapped) {
      return f.stopGradient(batch.returns());
    }
    Tensor next = values.apply(source.targetNext());
    Tensor returns = batch.returns();
    Tensor nextValue;
    if (munchausen.on()) {
      Tensor now = values.apply(source.target());
      returns = f.add(returns, munchausen.bonus(f, now, batch.actions()));
      Shape column = Shape.of(next.shape().dim(0), next.shape().dim(1), 1);
      Tensor soft = munchausen.softNext(f, f.reshape(next, column), next);
      nextValue = f.reshape(soft, Shape.of(next.shape().dim(0)));
    } else if (doubleQ) {
      nextValue = f.gatherRows(next, f.argMax(values.apply(source.onlineNext()), 1));
    } else {
      nextValue = f.reduceMax(next, false, 1);
    }
    return f.stopGradient(f.add(returns, f.multiply(batch.discounts(), nextValue)));
  }
}

package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Distribution of the return over fixed atoms (Bellemare et al. 2017): cross-entropy with the
 * target distribution, moved to {@code clip(R + γⁿ zⱼ)} and projected back onto the atoms. The next
 * action is the one of greatest expected value, under the online network where double (Hessel et
 * al. 2018).
 *
 * @param support the atoms
 * @param doubleQ whether the online network chooses the next action
 * @param priority what prioritised replay orders by
 * @param smoothing of the target distribution, for the loss only
 */
public record C51Objective(
    Support support, boolean doubleQ, PriorityRule priority, LabelSmoothing smoothing)
    implements Objective {
  /** Without smoothing. */
  public C51Objective(Support support, boolean doubleQ, PriorityRule priority) {
    this(support, doubleQ, priority, LabelSmoothing.NONE);
  }

  @Override
  public int heads() {
    return support.atoms();
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return support.expectation(f, f.softmax(heads));
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor logits = f.gatherRows(source.online(), batch.actions());
    Tensor next = source.targetNext();
    Tensor best = f.argMax(values(f, doubleQ ? source.onlineNext() : next), 1);
    Tensor probabilities = f.softmax(f.gatherRows(next, best));
    Tensor target =
        f.stopGradient(project(f, support, batch.returns(), batch.discounts(), probabilities));
    Tensor labels = smoothing.apply(f, target);
    Tensor loss = f.crossEntropy(labels, logits);
    Tensor chosen = support.expectation(f, f.softmax(logits));
    Tensor error = f.subtract(support.expectation(f, target), chosen);
    return new LossTerms(loss, priority.apply(f, error, loss), chosen);
  }

  /**
   * The projection {@code mᵢ = Σⱼ clip(1 − |clip(R + γⁿzⱼ) − zᵢ|/Δz, 0, 1)·pⱼ}.
   *
   * @param returns [B]
   * @param discounts [B]
   * @param probabilities [B, atoms]
   * @return [B, atoms], summing to 1
   */
  public static Tensor project(
      CompositeOps f, Support support, Tensor returns, Tensor discounts, Tensor probabilities) {
    int batch = returns.shape().dim(0);
    Shape column = Shape.of(batch, 1);
    Tensor z = f.constant(support.values(), Shape.of(1, support.atoms()));
    Tensor scaled = f.multiply(f.reshape(discounts, column), z);
    Tensor moved = support.clip(f, f.add(f.reshape(returns, column), scaled));
    Tensor row = f.reshape(probabilities, Shape.of(batch, 1, support.atoms()));
    return f.reduceSum(f.multiply(support.triangles(f, moved), row), false, 2);
  }
}

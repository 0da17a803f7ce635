package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Optional;

/**
 * Supervised regression of the first action's value towards the batch's returns. Actions, discounts
 * and next observations are ignored, and the target network is not asked.
 *
 * @param classes how numbers are written, to be learned by cross-entropy (Farebrother et al. 2024);
 *     empty for one output and squared error, without the factor ½
 */
public record RegressionObjective(Optional<ValueClasses> classes) implements Objective {
  @Override
  public int heads() {
    return classes.map(ValueClasses::classes).orElse(1);
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return classes
        .map(c -> c.expectation(f, f.softmax(heads)))
        .orElseGet(() -> f.reshape(heads, Shape.of(heads.shape().dim(0), heads.shape().dim(1))));
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor heads = source.online();
    int size = heads.shape().dim(0);
    int width = heads.shape().dim(2);
    Tensor first = f.slice(heads, new int[] {0, 0, 0}, new int[] {size, 1, width});
    Tensor predicted = f.reshape(values(f, first), Shape.of(size));
    Tensor error = f.subtract(batch.returns(), predicted);
    Tensor loss =
        classes
            .map(
                c -> {
                  Tensor logits = f.reshape(first, Shape.of(size, width));
                  return f.crossEntropy(f.stopGradient(c.labels(f, batch.returns())), logits);
                })
            .orElseGet(() -> f.square(error));
    return new LossTerms(loss, f.abs(error), predicted);
  }
}

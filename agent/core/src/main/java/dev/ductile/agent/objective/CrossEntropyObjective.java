package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Supervised classification: softmax cross-entropy over the actions, the batch's actions being the
 * labels. Returns, discounts and next observations are ignored, and the target network is not
 * asked.
 *
 * <p>The value of an action is its logit; the "value of the action taken" is 1 where the label's
 * logit is the largest and 0 elsewhere, so that its mean is the accuracy before the update.
 *
 * @param labelSmoothing share s of the target distribution that is spread evenly over all A
 *     classes: (1 − s)·1[a = y] + s/A (Szegedy et al. 2016); 0 for none, less than 1
 */
public record CrossEntropyObjective(double labelSmoothing) implements Objective {
  /** Refuses a smoothing that would leave nothing of the label. */
  public CrossEntropyObjective {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing of " + labelSmoothing + " is not possible: use 0 to less than 1");
    }
  }

  @Override
  public int heads() {
    return 1;
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return f.reshape(heads, Shape.of(heads.shape().dim(0), heads.shape().dim(1)));
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor logits = values(f, source.online());
    Tensor labels = f.oneHot(batch.actions(), logits.shape().dim(1));
    Tensor loss = f.crossEntropy(new LabelSmoothing(labelSmoothing).apply(f, labels), logits);
    Tensor right = f.cast(f.equal(f.argMax(logits, 1), batch.actions()), DataType.FLOAT32);
    return new LossTerms(loss, loss, right);
  }
}

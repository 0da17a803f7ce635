package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Tensor;

/**
 * Expected values by classification: cross-entropy with the target value written as classes
 * (Farebrother et al. 2024, "Stop Regressing"). Unlike C51 only the mean is learned.
 *
 * @param classes how a number is written
 * @param target what is learned towards
 * @param priority what prioritised replay orders by
 * @param smoothing of the labels
 */
public record ClassificationObjective(
    ValueClasses classes, ValueTarget target, PriorityRule priority, LabelSmoothing smoothing)
    implements Objective {
  /** Without smoothing. */
  public ClassificationObjective(ValueClasses classes, ValueTarget target, PriorityRule priority) {
    this(classes, target, priority, LabelSmoothing.NONE);
  }

  @Override
  public int heads() {
    return classes.classes();
  }

  @Override
  public Tensor values(CompositeOps f, Tensor heads) {
    return classes.expectation(f, f.softmax(heads));
  }

  @Override
  public LossTerms loss(CompositeOps f, Batch batch, HeadsSource source) {
    Tensor logits = f.gatherRows(source.online(), batch.actions());
    Tensor number = target.of(f, batch, source, h -> values(f, h));
    Tensor labels = smoothing.apply(f, f.stopGradient(classes.labels(f, number)));
    Tensor loss = f.crossEntropy(labels, logits);
    Tensor chosen = classes.expectation(f, f.softmax(logits));
    Tensor error = f.subtract(number, chosen);
    return new LossTerms(loss, priority.apply(f, error, loss), chosen);
  }
}

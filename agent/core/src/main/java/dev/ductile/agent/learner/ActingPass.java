package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.QNetwork;
import java.util.List;

/** A pass as actions are chosen by, with the fractions of acting where quantiles are implicit. */
final class ActingPass {
  private ActingPass() {}

  /**
   * Heads [B, A, H] of images.
   *
   * @param inputs takes the random inputs that are declared
   */
  static Tensor heads(
      FunctionBuilder f,
      LearnerSpec spec,
      QNetwork network,
      Layers layers,
      Tensor images,
      List<RandomInput> inputs) {
    int batch = images.shape().dim(0);
    Tensor features = network.features(layers, images);
    return spec.objective()
        .implicitQuantiles()
        .map(
            q -> {
              String name = "fractions/act";
              Shape shape = Shape.of(batch, q.acting());
              inputs.add(
                  new RandomInput(name, shape, RandomInput.Draw.UNIFORM, name + "/" + batch));
              Tensor fractions = f.input(name, DataType.FLOAT32, shape);
              return network.quantiles(layers, features, fractions, q.embedding());
            })
        .orElseGet(() -> network.heads(layers, features));
  }

  /** Action values [B, A] of images; otherwise as {@link #heads}. */
  static Tensor values(
      FunctionBuilder f,
      LearnerSpec spec,
      QNetwork network,
      Layers layers,
      Tensor images,
      List<RandomInput> inputs) {
    return spec.objective().values(f, heads(f, spec, network, layers, images, inputs));
  }
}

package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.QNetwork;
import java.util.List;
import java.util.function.Function;

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
    return heads(
        spec,
        network,
        layers,
        images,
        shape -> {
          String name = "fractions/act";
          inputs.add(new RandomInput(name, shape, RandomInput.Draw.UNIFORM, name + "/" + batch));
          return f.input(name, DataType.FLOAT32, shape);
        });
  }

  /**
   * Heads [B, A, H] of images.
   *
   * @param fractions gives the fractions where quantiles are implicit, of that shape
   */
  static Tensor heads(
      LearnerSpec spec,
      QNetwork network,
      Layers layers,
      Tensor images,
      Function<Shape, Tensor> fractions) {
    int batch = images.shape().dim(0);
    Tensor features = network.features(layers, images);
    return spec.objective()
        .implicitQuantiles()
        .map(
            q -> {
              Tensor given = fractions.apply(Shape.of(batch, q.acting()));
              return network.quantiles(layers, features, given, q.embedding());
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

package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.network.QNetwork;
import java.util.List;

/** Chooses weights of layers by what they are, never by name parts such as "weight". */
public final class Weights {
  private Weights() {}

  /** Weights of all layers: filters and dense weights; of noisy layers the means. */
  public static List<Parameter> all(List<Parameter> parameters) {
    return parameters.stream().filter(p -> p.role() == ParameterRole.WEIGHT).toList();
  }

  /** Weights of all layers but the outputs. */
  public static List<Parameter> hidden(List<Parameter> parameters) {
    return all(parameters).stream().filter(p -> !isOutput(p)).toList();
  }

  /** Whether a parameter is of an output layer. */
  public static boolean isOutput(Parameter parameter) {
    String name = parameter.name();
    return QNetwork.isOutput(name.substring(0, name.lastIndexOf('.')));
  }

  /** Weights as a matrix of inputs × outputs: a filter's inputs are its window's elements. */
  public static Tensor matrix(FunctionBuilder f, Tensor weights) {
    int outputs = weights.shape().dim(-1);
    return f.reshape(weights, Shape.of(weights.shape().elements() / outputs, outputs));
  }

  /** √Σw², a scalar of the graph. */
  public static Tensor norm(FunctionBuilder f, Tensor weights) {
    return f.sqrt(f.sumOfSquares(List.of(weights)));
  }

  /** √Σw². */
  public static float norm(float[] weights) {
    double squares = 0;
    for (float w : weights) {
      squares += (double) w * w;
    }
    return (float) Math.sqrt(squares);
  }
}

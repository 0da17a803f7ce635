package dev.ductile.agent.network;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One trained tensor of a network, or one that a layer keeps beside them.
 *
 * @param name layer and part, for example {@code conv1.weight}
 * @param shape filters HWIO, dense weights in × out, vectors otherwise
 * @param initializer its first values
 * @param fanIn inputs of one unit of the layer
 * @param fanOut outputs that one input of the layer feeds
 * @param variable where its value lives
 */
public record Parameter(
    String name,
    Shape shape,
    ParameterRole role,
    Initialization initializer,
    int fanIn,
    int fanOut,
    Variable variable) {
  /** The same, with its value in another variable. */
  Parameter at(Variable other) {
    return new Parameter(name, shape, role, initializer, fanIn, fanOut, other);
  }

  /** Fresh first values, row-major. */
  public float[] draw(UniformRandomProvider random) {
    float[] values = new float[shape.elements()];
    initializer.fill(values, fanIn, fanOut, random);
    return values;
  }
}

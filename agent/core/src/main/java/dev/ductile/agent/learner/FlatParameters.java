package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters, or one number for each of their elements, as one vector.
 *
 * @param parameters in the vector's order
 */
record FlatParameters(List<Parameter> parameters) {
  /** Elements. */
  int size() {
    return parameters.stream().mapToInt(p -> p.shape().elements()).sum();
  }

  float[] read(Program program) {
    float[] vector = new float[size()];
    program.read(variables(), parts(vector));
    return vector;
  }

  void write(Program program, float[] vector) {
    program.write(variables(), parts(vector));
  }

  private List<Variable> variables() {
    return parameters.stream().map(Parameter::variable).toList();
  }

  /** Each parameter's share of a vector. */
  private List<FloatBuffer> parts(float[] vector) {
    List<FloatBuffer> parts = new ArrayList<>();
    int at = 0;
    for (Parameter p : parameters) {
      int n = p.shape().elements();
      parts.add(FloatBuffer.wrap(vector, at, n).slice());
      at += n;
    }
    return parts;
  }

  /** Fills in a function's outputs that bear the parameters' names. */
  float[] outputs(Function function, float[] into) {
    int at = 0;
    for (Parameter p : parameters) {
      int n = p.shape().elements();
      function.output(p.name()).asFloatBuffer().get(0, into, at, n);
      at += n;
    }
    return into;
  }
}

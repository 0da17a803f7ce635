package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.StateUse;
import java.nio.FloatBuffer;

/**
 * The network of a learner as {@link Learner#act} plays it, alone: nothing is random, noisy layers
 * are at their mean, implicit quantiles at the midpoints. Variables are named {@code
 * network/PARAMETER}.
 *
 * @param spec the learner's
 * @param batch observations at a time
 */
public record PlayedNetwork(LearnerSpec spec, int batch) implements GraphDefinition {
  /** The only function. */
  public static final String FUNCTION = "play";

  /** Its input: uint8 [batch, H, W, stack]. */
  public static final String OBSERVATIONS = "observations";

  /** Its output: action values [batch, actions]. */
  public static final String VALUES = "q";

  private static final String PREFIX = "network";

  /** The variable of a parameter. */
  public static String variable(String parameter) {
    return PREFIX + "/" + parameter;
  }

  @Override
  public void define(GraphBuilder graph) {
    ParameterSet parameters = new ParameterSet(PREFIX, graph);
    graph.function(FUNCTION, f -> define(f, parameters));
  }

  private void define(FunctionBuilder f, ParameterSet parameters) {
    QNetwork network = new QNetwork(spec.network(), spec.actions(), spec.objective().heads());
    Layers layers = new Layers(f, parameters, spec.network(), null, StateUse.FIXED);
    Tensor images = f.input(OBSERVATIONS, DataType.UINT8, spec.images(batch));
    Tensor heads = ActingPass.heads(spec, network, layers, images, shape -> midpoints(f, shape));
    f.output(VALUES, spec.objective().values(f, heads));
    if (heads.shape().dim(2) > 1) {
      f.output(spec.objective().headsName(), heads);
    }
  }

  private static Tensor midpoints(FunctionBuilder f, Shape shape) {
    Shape row = Shape.of(1, shape.dim(1));
    FloatBuffer values = FloatBuffer.allocate(row.elements());
    new RandomInput("midpoints", row, RandomInput.Draw.UNIFORM, "").fillFixed(values);
    return f.broadcastTo(f.constant(values.array(), row), shape);
  }
}

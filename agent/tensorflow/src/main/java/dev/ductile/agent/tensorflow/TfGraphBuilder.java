package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** Collects variables and functions in one TensorFlow graph. */
final class TfGraphBuilder implements GraphBuilder, AutoCloseable {
  private final boolean onCpu;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Map<String, TfVariable> variables = new LinkedHashMap<>();
  private final List<Op> initialisers = new ArrayList<>();
  private final Map<String, TfFunctionBuilder> functions = new LinkedHashMap<>();

  /** Placeholder, assignment and read of a variable, for {@code Program.read} and {@code write}. */
  record Access(String placeholder, String assign, String read) {}

  private final Map<String, Access> access = new LinkedHashMap<>();

  /**
   * @param onCpu whether the graph will run on a CPU
   */
  TfGraphBuilder(boolean onCpu) {
    this.onCpu = onCpu;
  }

  @Override
  public Variable variable(String name, Shape shape) {
    if (variables.containsKey(name)) {
      throw new IllegalArgumentException("variable '" + name + "' is taken");
    }
    TfVariable variable = declare(name, shape);
    variables.put(name, variable);
    Placeholder<TFloat32> value =
        tf.placeholder(TFloat32.class, Placeholder.shape(TfOps.tfShape(shape)));
    access.put(
        name,
        new Access(
            value.op().name(),
            tf.assignVariableOp(variable.handle(), value).op().name(),
            tf.readVariableOp(variable.handle(), TFloat32.class).op().name()));
    return variable;
  }

  private TfVariable declare(String name, Shape shape) {
    VarHandleOp handle =
        tf.varHandleOp(TFloat32.class, TfOps.tfShape(shape), VarHandleOp.sharedName(name));
    initialisers.add(
        tf.assignVariableOp(handle, tf.zeros(tf.constant(shape.longDims()), TFloat32.class)));
    return new TfVariable(name, shape, handle);
  }

  @Override
  public void function(String name, Consumer<FunctionBuilder> body) {
    Ops scope = tf.withSubScope(name.replace('/', '_'));
    TfFunctionBuilder function =
        new TfFunctionBuilder(
            name,
            graph,
            scope,
            onCpu,
            (hidden, shape) -> declare("hidden/" + name + "/" + hidden, shape));
    body.accept(function);
    if (functions.put(name, function) != null) {
      throw new IllegalArgumentException("function '" + name + "' is taken");
    }
  }

  Graph graph() {
    return graph;
  }

  Map<String, TfVariable> variables() {
    return variables;
  }

  Access access(String variable) {
    return access.get(variable);
  }

  List<Op> initialisers() {
    return initialisers;
  }

  Map<String, TfFunctionBuilder> functions() {
    return functions;
  }

  @Override
  public void close() {
    graph.close();
  }
}

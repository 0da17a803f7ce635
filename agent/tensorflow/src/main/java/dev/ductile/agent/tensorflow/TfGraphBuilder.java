package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.DeclaredGraph;
import dev.ductile.agent.engine.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/** Collects variables and functions in one TensorFlow graph. */
final class TfGraphBuilder extends DeclaredGraph<TfVariable, TfFunctionBuilder>
    implements AutoCloseable {
  private final TfKernels kernels;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final List<Op> initialisers = new ArrayList<>();

  /** Placeholder, assignment and read of a variable, for {@code Program.read} and {@code write}. */
  record Access(String placeholder, String assign, String read) {}

  private final Map<String, Access> access = new LinkedHashMap<>();

  TfGraphBuilder(TfKernels kernels) {
    this.kernels = kernels;
  }

  @Override
  protected TfVariable declare(String name, Shape shape) {
    TfVariable variable = zeroed(name, shape);
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

  private TfVariable zeroed(String name, Shape shape) {
    VarHandleOp handle =
        tf.varHandleOp(TFloat32.class, TfOps.tfShape(shape), VarHandleOp.sharedName(name));
    initialisers.add(
        tf.assignVariableOp(handle, tf.zeros(tf.constant(shape.longDims()), TFloat32.class)));
    return new TfVariable(name, shape, handle);
  }

  @Override
  protected TfFunctionBuilder begin(String name) {
    return new TfFunctionBuilder(
        name,
        graph,
        tf.withSubScope(name.replace('/', '_')),
        kernels,
        (hidden, shape) -> zeroed("hidden/" + name + "/" + hidden, shape));
  }

  Graph graph() {
    return graph;
  }

  Access access(String variable) {
    return access.get(variable);
  }

  List<Op> initialisers() {
    return initialisers;
  }

  @Override
  public void close() {
    graph.close();
  }
}

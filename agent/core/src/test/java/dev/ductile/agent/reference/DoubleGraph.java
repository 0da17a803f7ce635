package dev.ductile.agent.reference;

import static dev.ductile.agent.reference.DoubleTensor.valuesOf;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Makes values of float64 and differentiates them. */
abstract class DoubleGraph implements FunctionBuilder {
  private int made;

  final Tensor make(
      DataType type,
      Shape shape,
      double[] values,
      Function<Tensor, List<Tensor>> adjoint,
      Tensor... operands) {
    List<DoubleTensor> of = Arrays.stream(operands).map(t -> (DoubleTensor) t).toList();
    return new DoubleTensor(made++, type, shape, values, of, adjoint);
  }

  final Tensor source(DataType type, Shape shape, double[] values) {
    return make(type, shape, values, null);
  }

  @Override
  public Tensor constant(float value) {
    return source(DataType.FLOAT32, Shape.of(), new double[] {value});
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    double[] copy = IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    return source(DataType.FLOAT32, shape, copy);
  }

  @Override
  public Tensor constant(int[] values, Shape shape) {
    return source(DataType.INT32, shape, Arrays.stream(values).asDoubleStream().toArray());
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return source(x.type(), x.shape(), valuesOf(x));
  }

  /**
   * Elements by their places: the linear operation of which slices, transposes, patches and
   * repetitions are cases.
   *
   * @param places in x, one for each element of the result; −1 for 0
   */
  final Tensor pick(Tensor x, int[] places, Shape shape) {
    double[] from = valuesOf(x);
    double[] y = Arrays.stream(places).mapToDouble(p -> p < 0 ? 0 : from[p]).toArray();
    return make(x.type(), shape, y, g -> List.of(spread(g, places, x.shape())), x);
  }

  /** The transpose of {@link #pick}: each element is added at its place. */
  final Tensor spread(Tensor x, int[] places, Shape shape) {
    double[] y = new double[shape.elements()];
    double[] from = valuesOf(x);
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        y[places[i]] += from[i];
      }
    }
    return make(x.type(), shape, y, g -> List.of(pick(g, places, x.shape())), x);
  }

  @Override
  public Tensor reshape(Tensor x, Shape shape) {
    if (x.shape().elements() != shape.elements()) {
      throw new IllegalArgumentException("shape " + x.shape() + " cannot become " + shape);
    }
    return make(x.type(), shape, valuesOf(x), g -> List.of(reshape(g, x.shape())), x);
  }

  /** For each element of {@code to} the place in {@code from} that NumPy's broadcasting reads. */
  static int[] repeated(Shape from, Shape to) {
    int[] places = new int[to.elements()];
    for (int i = 0; i < places.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = 1; axis <= to.rank(); axis++) {
        int index = rest % to.dim(-axis);
        rest /= to.dim(-axis);
        if (axis <= from.rank()) {
          places[i] += from.dim(-axis) == 1 ? 0 : index * stride;
          stride *= from.dim(-axis);
        }
      }
    }
    return places;
  }

  static Shape broadcast(Shape a, Shape b) {
    int[] dims = new int[Math.max(a.rank(), b.rank())];
    for (int axis = 1; axis <= dims.length; axis++) {
      int ofA = axis <= a.rank() ? a.dim(-axis) : 1;
      int ofB = axis <= b.rank() ? b.dim(-axis) : 1;
      if (ofA != ofB && ofA != 1 && ofB != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      dims[dims.length - axis] = Math.max(ofA, ofB);
    }
    return Shape.of(dims);
  }

  @Override
  public Tensor broadcastTo(Tensor x, Shape shape) {
    return x.shape().equals(shape) ? x : pick(x, repeated(x.shape(), shape), shape);
  }

  @Override
  public List<Tensor> gradients(Tensor scalar, List<Tensor> wrt) {
    Map<DoubleTensor, Tensor> gradients = new HashMap<>();
    TreeSet<DoubleTensor> open =
        new TreeSet<>(Comparator.comparingInt(DoubleTensor::id).reversed());
    gradients.put((DoubleTensor) scalar, reshape(constant(1f), scalar.shape()));
    open.add((DoubleTensor) scalar);
    while (!open.isEmpty()) {
      DoubleTensor next = open.pollFirst();
      if (next.adjoint() == null) {
        continue;
      }
      List<Tensor> found = next.adjoint().apply(gradients.get(next));
      for (int i = 0; i < found.size(); i++) {
        if (found.get(i) != null) {
          gradients.merge(next.operands().get(i), found.get(i), this::add);
          open.add(next.operands().get(i));
        }
      }
    }
    return wrt.stream()
        .map(t -> gradients.getOrDefault(t, broadcastTo(constant(0f), t.shape())))
        .toList();
  }
}

package dev.ductile.agent.dl4j.kernel;

import dev.ductile.agent.engine.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Two shapes under NumPy's broadcasting, with neighbouring axes merged where they are repeated
 * alike: libnd4j is fast for matrices and slow for more dimensions.
 */
public final class Broadcast {
  /** Merged axes of the result; an operand that lacks one is repeated along it. */
  private record Axis(long size, boolean inA, boolean inB) {}

  private final List<Axis> axes = new ArrayList<>();
  private final Shape result;

  /** Works out how two shapes meet. */
  public Broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] dims = new int[rank];
    for (int i = 0; i < rank; i++) {
      int sizeA = sizeAt(a, i, rank);
      int sizeB = sizeAt(b, i, rank);
      if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      dims[i] = Math.max(sizeA, sizeB);
      if (dims[i] > 1) {
        append(dims[i], sizeA > 1, sizeB > 1);
      }
    }
    result = Shape.of(dims);
  }

  private static int sizeAt(Shape shape, int axis, int rank) {
    int own = axis - (rank - shape.rank());
    return own < 0 ? 1 : shape.dim(own);
  }

  private void append(long size, boolean inA, boolean inB) {
    Axis last = axes.isEmpty() ? null : axes.get(axes.size() - 1);
    if (last != null && last.inA() == inA && last.inB() == inB) {
      axes.set(axes.size() - 1, new Axis(last.size() * size, inA, inB));
    } else {
      axes.add(new Axis(size, inA, inB));
    }
  }

  /** The shape of both together. */
  public Shape result() {
    return result;
  }

  /** Whether neither operand is repeated. */
  public boolean isPlain() {
    return axes.stream().allMatch(axis -> axis.inA() && axis.inB());
  }

  /** One call on matrices: where each begins, and what it looks like there. */
  public record Part(
      long offsetA, long[] a, long offsetB, long[] b, long offsetResult, long[] result) {}

  /** The whole as calls on matrices, one for each index of the leading axes. */
  public List<Part> matrices() {
    List<Axis> padded = new ArrayList<>(axes);
    while (padded.size() < 2) {
      padded.add(0, new Axis(1, true, true));
    }
    List<Part> parts = new ArrayList<>();
    split(padded, 0, 0, 0, 0, parts);
    return parts;
  }

  private static void split(
      List<Axis> axes, int at, long offsetA, long offsetB, long offsetResult, List<Part> parts) {
    if (at == axes.size() - 2) {
      List<Axis> last = axes.subList(at, axes.size());
      parts.add(
          new Part(
              offsetA,
              dims(last, true, false),
              offsetB,
              dims(last, false, true),
              offsetResult,
              dims(last, true, true)));
      return;
    }
    Axis axis = axes.get(at);
    List<Axis> inner = axes.subList(at + 1, axes.size());
    long stepA = axis.inA() ? product(dims(inner, true, false)) : 0;
    long stepB = axis.inB() ? product(dims(inner, false, true)) : 0;
    long step = product(dims(inner, true, true));
    for (long i = 0; i < axis.size(); i++) {
      split(axes, at + 1, offsetA + i * stepA, offsetB + i * stepB, offsetResult + i * step, parts);
    }
  }

  private static long[] dims(List<Axis> axes, boolean ofA, boolean ofB) {
    return axes.stream()
        .mapToLong(axis -> (ofA && axis.inA()) || (ofB && axis.inB()) ? axis.size() : 1)
        .toArray();
  }

  private static long product(long[] dims) {
    long product = 1;
    for (long dim : dims) {
      product *= dim;
    }
    return product;
  }

  /** Number of {@link #matrices}. */
  public long matrixCount() {
    long count = 1;
    for (int i = 0; i < axes.size() - 2; i++) {
      count *= axes.get(i).size();
    }
    return count;
  }
}

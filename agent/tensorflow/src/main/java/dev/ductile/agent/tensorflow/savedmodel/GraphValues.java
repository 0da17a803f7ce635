package dev.ductile.agent.tensorflow.savedmodel;

import dev.ductile.agent.engine.Shape;
import java.util.Arrays;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A graph in a session, asked for one output of one input. */
final class GraphValues implements AutoCloseable {
  private final String input;
  private final String output;
  private final Graph graph = new Graph();
  private final Session session;

  GraphValues(GraphDef definition, String input, String output) {
    this.input = input;
    this.output = output;
    graph.importGraphDef(definition);
    session = new Session(graph);
  }

  /**
   * The output of all images.
   *
   * @param shape of a batch; their number is a multiple of its size
   */
  float[] of(byte[] images, Shape shape) {
    float[] all = new float[0];
    for (int from = 0; from < images.length; from += shape.elements()) {
      byte[] batch = Arrays.copyOfRange(images, from, from + shape.elements());
      float[] found = run(batch, shape);
      int known = all.length;
      all = Arrays.copyOf(all, known + found.length);
      System.arraycopy(found, 0, all, known, found.length);
    }
    return all;
  }

  private float[] run(byte[] batch, Shape shape) {
    org.tensorflow.ndarray.Shape dims = org.tensorflow.ndarray.Shape.of(shape.longDims());
    try (TUint8 fed = TUint8.tensorOf(dims, DataBuffers.of(batch));
        Result result = session.runner().feed(input, fed).fetch(output).run()) {
      TFloat32 values = (TFloat32) result.get(0);
      float[] copy = new float[Math.toIntExact(values.size())];
      values.copyTo(DataBuffers.of(copy));
      return copy;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}

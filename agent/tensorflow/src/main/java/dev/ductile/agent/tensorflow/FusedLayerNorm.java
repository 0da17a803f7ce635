package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Layer normalisation of rows as one oneDNN kernel, with a gradient made of few passes. It takes a
 * third of the time of the same thing in elementary operations, whose every step goes through
 * memory once more. TensorFlow has the kernel for CPUs only and uses it itself for inference; hence
 * {@link #isAvailable}.
 */
final class FusedLayerNorm {
  private static final Logger LOG = LoggerFactory.getLogger(FusedLayerNorm.class);
  private static final String KERNEL = "_MklLayerNorm";

  /** Of less, as in acting on one observation: each call makes the kernel anew, 0.05 ms. */
  private static final int LEAST_ELEMENTS = 1 << 14;

  private FusedLayerNorm() {}

  /** Tried once a process. */
  private static final class Availability {
    static final boolean AVAILABLE = works();

    private static boolean works() {
      try (Graph graph = new Graph();
          Session session = new Session(graph)) {
        Ops tf = Ops.create(graph);
        Operand<TFloat32> row = tf.constant(new float[][] {{1, 3}});
        Operand<TFloat32> ones = tf.constant(new float[] {1, 1});
        Operand<TFloat32> normal = kernel(tf, row, ones, tf.zerosLike(ones), 1e-5f);
        try (TFloat32 result = (TFloat32) session.runner().fetch(normal).run().get(0)) {
          boolean right = Math.abs(result.getFloat(0, 1) - 1) < 1e-4;
          return right && TensorFlow.registerCustomGradient(KERNEL, FusedLayerNorm::gradient);
        }
      } catch (TensorFlowException e) {
        LOG.debug("layer normalisation is computed in steps: {}", e.getMessage());
        return false;
      }
    }
  }

  /** Whether this build of TensorFlow and this processor have the kernel. */
  static boolean isAvailable() {
    return Availability.AVAILABLE;
  }

  /**
   * Whether the kernel can do it and pays: over the last axes, scale and offset having a number for
   * each of their elements.
   */
  static boolean covers(Shape x, Shape scale, Shape offset, int... axes) {
    Set<Integer> positions = new TreeSet<>();
    for (int axis : axes) {
      positions.add(Math.floorMod(axis, x.rank()));
    }
    int first = x.rank() - axes.length;
    boolean last = positions.size() == axes.length && positions.stream().allMatch(p -> p >= first);
    Shape normalized = x.last(axes.length);
    boolean affine = scale.equals(normalized) && offset.equals(normalized);
    return last && affine && x.elements() >= LEAST_ELEMENTS && isAvailable();
  }

  /** {@code (x − mean) · rsqrt(variance + epsilon) · scale + offset} over the axes of scale. */
  static Tensor apply(Ops tf, Tensor x, Tensor scale, Tensor offset, float epsilon) {
    int width = scale.shape().elements();
    int[] rows = {x.shape().elements() / width, width};
    Operand<TFloat32> y =
        kernel(
            tf,
            tf.reshape(TfTensor.<TFloat32>operand(x), tf.constant(rows)),
            flat(tf, scale),
            flat(tf, offset),
            epsilon);
    return TfTensor.of(tf.reshape(y, tf.constant(x.shape().dims())));
  }

  private static Operand<TFloat32> flat(Ops tf, Tensor vector) {
    int[] elements = {vector.shape().elements()};
    return tf.reshape(TfTensor.<TFloat32>operand(vector), tf.constant(elements));
  }

  /**
   * The same for each row.
   *
   * @param x [rows, D]
   * @param scale [D]
   * @param offset [D]
   */
  private static Operand<TFloat32> kernel(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TFloat32> scale,
      Operand<TFloat32> offset,
      float epsilon) {
    OperationBuilder builder = tf.scope().opBuilder(KERNEL, "LayerNorm");
    builder.addInput(x.asOutput());
    builder.addInput(scale.asOutput());
    builder.addInput(offset.asOutput());
    builder.setAttr("epsilon", epsilon);
    return builder.build().output(0);
  }

  /**
   * With c the centred row, r = rsqrt(variance + ε), n = c·r, g = dy·scale and means over the row:
   * dx = r·(g − mean(g) − n·mean(g·n)), d(scale) = Σ dy·n and d(offset) = Σ dy over rows (Ba et al.
   * 2016, differentiated). Every step goes through memory once, so n is never formed: its deviation
   * is taken into dy. Means over rows are products with a vector. The variance is taken of centred
   * numbers: mean(x²) − mean(x)², a pass less, is wrong where the mean is far from 0.
   */
  private static List<Operand<?>> gradient(Ops tf, GraphOperation op, List<Output<?>> dys) {
    Output<TFloat32> x = op.input(0).expect(TFloat32.class);
    Output<TFloat32> scale = op.input(1).expect(TFloat32.class);
    Output<TFloat32> dy = dys.get(0).expect(TFloat32.class);
    Operand<TFloat32> epsilon = tf.constant(op.attributes().getAttrFloat("epsilon"));
    // Shapes cannot be asked for here: TensorFlow holds the graph's lock while it differentiates.
    Operand<TInt32> column = tf.constant(new int[] {-1, 1});
    Operand<TFloat32> width = tf.dtypes.cast(tf.size(scale), TFloat32.class);
    Operand<TFloat32> share = tf.reshape(tf.math.div(tf.onesLike(scale), width), column);
    Operand<TFloat32> centred = tf.math.sub(x, tf.linalg.matMul(x, share));
    Operand<TFloat32> variance = tf.linalg.matMul(tf.math.square(centred), share);
    Operand<TFloat32> root = tf.math.rsqrt(tf.math.add(variance, epsilon));

    Operand<TFloat32> scaledDy = tf.math.mul(dy, root);
    Operand<TFloat32> product = tf.math.mul(scaledDy, centred);
    Operand<TFloat32> shares = tf.math.mul(tf.reshape(scale, column), share);
    Operand<TFloat32> alongMean = tf.linalg.matMul(scaledDy, shares);
    Operand<TFloat32> alongNormal = tf.linalg.matMul(product, shares);
    Operand<TFloat32> perCentred = tf.math.mul(alongNormal, tf.math.square(root));
    Operand<TFloat32> withoutMean = tf.math.sub(tf.math.mul(scaledDy, scale), alongMean);
    Operand<TFloat32> dx = tf.math.sub(withoutMean, tf.math.mul(centred, perCentred));
    return List.of(dx, tf.nn.biasAddGrad(product), tf.nn.biasAddGrad(dy));
  }
}

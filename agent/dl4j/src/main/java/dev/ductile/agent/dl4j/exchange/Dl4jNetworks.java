package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.dl4j.Backend;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Parameter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trained agents as DL4J networks and back. The DL4J network takes observations [B, stack, H, W] of
 * float32 pixels from 0 to 255 and gives action values [B, actions]: the scaling by 1/255 is in the
 * first layer's weights.
 *
 * <p>Layouts: convolutions HWIO here, OIHW there; dense layers in × out in both, where the first
 * one behind an image counts its inputs in H, W, C order here and in C, H, W order there.
 */
public final class Dl4jNetworks {
  private static final float PIXEL_SCALE = 1f / 255f;

  private Dl4jNetworks() {}

  /**
   * A copy of the online network, for any learner, whatever engine runs it.
   *
   * @throws EngineException naming what cannot be expressed
   */
  public static MultiLayerNetwork export(Learner learner) {
    NetworkLayout layout = NetworkLayout.of(learner.spec());
    Backend.get();
    MultiLayerNetwork network = new MultiLayerNetwork(layout.configuration());
    network.init();
    copy(learner, layout, network, PIXEL_SCALE);
    return network;
  }

  /**
   * Copies the online network's parameters into a DL4J network of that layout.
   *
   * @param pixelScale what a pixel is multiplied by in the first layer's weights
   */
  static void copy(
      Learner learner, NetworkLayout layout, MultiLayerNetwork network, float pixelScale) {
    forEachParameter(
        learner,
        layout,
        network,
        pixelScale,
        (parameter, array, order, scale) -> {
          float[] ours = learner.read(parameter.variable());
          float[] theirs = new float[ours.length];
          for (int i = 0; i < order.length; i++) {
            theirs[i] = ours[order[i]] * scale;
          }
          array.assign(Nd4j.createFromArray(theirs).reshape(array.shape()));
        });
  }

  /**
   * Writes the online network as a zip of DL4J's {@code ModelSerializer}, after its values were
   * found to be the learner's.
   *
   * @param learner must be able to act
   * @param out stays open
   * @throws EngineException if it cannot be expressed
   * @throws IOException if {@code out} fails
   */
  public static void write(Learner learner, OutputStream out) throws IOException {
    MultiLayerNetwork network = export(learner);
    ValueComparison.check(learner, network, "this agent cannot be written as a DL4J network");
    NetworkZip.write(network, out);
  }

  /**
   * Takes a DL4J network's parameters over into the online and the target network; the optimizer's
   * state stays. Its layers must be those that {@link #write} makes for this learner.
   *
   * @param learner must be able to act
   * @throws EngineException if the file cannot be read or does not fit; the learner is as before
   */
  public static void read(Path zip, Learner learner) {
    NetworkLayout layout = NetworkLayout.of(learner.spec());
    Backend.get();
    MultiLayerNetwork network = NetworkZip.read(zip);
    check(zip, layout, network);
    Map<Variable, float[]> before = new LinkedHashMap<>();
    learner.onlineParameters().forEach(p -> before.put(p.variable(), learner.read(p.variable())));
    forEachParameter(
        learner,
        layout,
        network,
        PIXEL_SCALE,
        (parameter, array, order, scale) -> {
          float[] theirs = array.dup('c').data().asFloat();
          float[] ours = new float[theirs.length];
          for (int i = 0; i < order.length; i++) {
            ours[order[i]] = theirs[i] / scale;
          }
          learner.write(parameter.variable(), ours);
        });
    try {
      ValueComparison.check(learner, network, zip + " does not fit this agent");
    } catch (EngineException e) {
      before.forEach(learner::write);
      throw e;
    }
    learner.syncTarget();
    learner.publish();
  }

  private static void check(Path zip, NetworkLayout layout, MultiLayerNetwork network) {
    MultiLayerNetwork wanted = new MultiLayerNetwork(layout.configuration());
    wanted.init();
    Map<String, INDArray> theirs = network.paramTable();
    Map<String, INDArray> ours = wanted.paramTable();
    if (!theirs.keySet().equals(ours.keySet())) {
      throw new EngineException(
          zip
              + " does not fit this agent: it has parameters "
              + theirs.keySet()
              + ", the agent needs "
              + ours.keySet()
              + " (layer_W and layer_b); choose the torso and the hidden units that it was made with");
    }
    ours.forEach(
        (name, array) -> {
          long[] found = theirs.get(name).shape();
          if (!Arrays.equals(found, array.shape())) {
            throw new EngineException(
                zip
                    + " does not fit this agent: its "
                    + name
                    + " has shape "
                    + Arrays.toString(found)
                    + ", the agent needs "
                    + Arrays.toString(array.shape())
                    + "; choose the game, the torso and the hidden units that it was made with");
          }
        });
  }

  private interface Exchange {
    /**
     * @param order position here of each of DL4J's elements, row by row
     * @param scale of DL4J's numbers in units of ours
     */
    void apply(Parameter parameter, INDArray array, int[] order, float scale);
  }

  private static void forEachParameter(
      Learner learner,
      NetworkLayout layout,
      MultiLayerNetwork network,
      float pixelScale,
      Exchange exchange) {
    Map<String, Parameter> parameters = new HashMap<>();
    learner.onlineParameters().forEach(p -> parameters.put(p.name(), p));
    List<String> layers = layout.layers();
    for (int i = 0; i < layers.size(); i++) {
      Parameter weight = parameters.get(layers.get(i) + ".weight");
      INDArray theirs = network.getParam(i + "_W");
      int channels = i == 0 ? learner.spec().observation().dim(0) : channels(network, i - 1);
      exchange.apply(weight, theirs, order(weight, channels), i == 0 ? pixelScale : 1f);
      Parameter bias = parameters.get(layers.get(i) + ".bias");
      int[] same = new int[bias.shape().elements()];
      Arrays.setAll(same, j -> j);
      exchange.apply(bias, network.getParam(i + "_b"), same, 1f);
    }
  }

  /** Channels of the image that a layer gives; 0 if it gives a vector. */
  private static int channels(MultiLayerNetwork network, int layer) {
    INDArray weight = network.getParam(layer + "_W");
    return weight.rank() == 4 ? (int) weight.size(0) : 0;
  }

  /**
   * @param channels of the image that the layer takes, 0 for a vector
   */
  private static int[] order(Parameter weight, int channels) {
    int[] dims = weight.shape().dims();
    int[] order = new int[weight.shape().elements()];
    int at = 0;
    if (dims.length == 4) {
      for (int o = 0; o < dims[3]; o++) {
        for (int i = 0; i < dims[2]; i++) {
          for (int pixel = 0; pixel < dims[0] * dims[1]; pixel++) {
            order[at++] = (pixel * dims[2] + i) * dims[3] + o;
          }
        }
      }
      return order;
    }
    int planes = Math.max(1, channels);
    int pixels = dims[0] / planes;
    for (int c = 0; c < planes; c++) {
      for (int pixel = 0; pixel < pixels; pixel++) {
        for (int o = 0; o < dims[1]; o++) {
          order[at++] = (pixel * planes + c) * dims[1] + o;
        }
      }
    }
    return order;
  }
}

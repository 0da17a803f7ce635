package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

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
    MultiLayerNetwork network = new MultiLayerNetwork(layout.configuration());
    network.init();
    forEachParameter(
        learner,
        layout,
        network,
        (parameter, array, order, scale) -> {
          float[] ours = learner.read(parameter.variable());
          float[] theirs = new float[ours.length];
          for (int i = 0; i < order.length; i++) {
            theirs[i] = ours[order[i]] * scale;
          }
          array.assign(org.nd4j.linalg.factory.Nd4j.createFromArray(theirs).reshape(array.shape()));
        });
    return network;
  }

  /**
   * Writes the online network as a {@link ModelSerializer} zip.
   *
   * @throws EngineException if it cannot be expressed or written
   */
  public static void write(Learner learner, Path zip) {
    try {
      ModelSerializer.writeModel(export(learner), zip.toFile(), false);
    } catch (IOException e) {
      throw new EngineException("cannot write " + zip + ": " + e.getMessage(), e);
    }
  }

  /**
   * Takes a DL4J network's parameters over into the online network; targets and optimizer state
   * stay. Its layers must be those that {@link #write} makes for this learner.
   *
   * @throws EngineException if the file cannot be read or does not fit
   */
  public static void read(Path zip, Learner learner) {
    NetworkLayout layout = NetworkLayout.of(learner.spec());
    MultiLayerNetwork network;
    try {
      network = ModelSerializer.restoreMultiLayerNetwork(zip.toFile(), false);
    } catch (IOException | RuntimeException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new EngineException("cannot read a DL4J network from " + zip + ": " + why, e);
    }
    check(zip, layout, network);
    forEachParameter(
        learner,
        layout,
        network,
        (parameter, array, order, scale) -> {
          float[] theirs = array.dup('c').data().asFloat();
          float[] ours = new float[theirs.length];
          for (int i = 0; i < order.length; i++) {
            ours[order[i]] = theirs[i] / scale;
          }
          learner.write(parameter.variable(), ours);
        });
  }

  private static void check(Path zip, NetworkLayout layout, MultiLayerNetwork network) {
    MultiLayerNetwork wanted = new MultiLayerNetwork(layout.configuration());
    wanted.init();
    Map<String, INDArray> theirs = network.paramTable();
    Map<String, INDArray> ours = wanted.paramTable();
    if (!theirs.keySet().equals(ours.keySet())) {
      throw new EngineException(
          zip + " has layers " + theirs.keySet() + ", this agent needs " + ours.keySet());
    }
    ours.forEach(
        (name, array) -> {
          long[] found = theirs.get(name).shape();
          if (!Arrays.equals(found, array.shape())) {
            throw new EngineException(
                zip
                    + " has "
                    + name
                    + " of shape "
                    + Arrays.toString(found)
                    + ", this agent needs "
                    + Arrays.toString(array.shape()));
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
      Learner learner, NetworkLayout layout, MultiLayerNetwork network, Exchange exchange) {
    Map<String, Parameter> parameters = new HashMap<>();
    learner.onlineParameters().forEach(p -> parameters.put(p.name(), p));
    List<String> layers = layout.layers();
    for (int i = 0; i < layers.size(); i++) {
      Parameter weight = parameters.get(layers.get(i) + ".weight");
      INDArray theirs = network.getParam(i + "_W");
      int channels = i == 0 ? learner.spec().observation().dim(0) : channels(network, i - 1);
      exchange.apply(weight, theirs, order(weight, channels), i == 0 ? PIXEL_SCALE : 1f);
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

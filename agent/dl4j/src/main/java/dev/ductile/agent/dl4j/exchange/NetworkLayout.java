package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * A learner's network as DL4J's layers: their configuration, and the name that each layer has here.
 */
record NetworkLayout(MultiLayerConfiguration configuration, List<String> layers) {
  private record Convolution(int kernel, int stride) {}

  /**
   * Describes a network.
   *
   * @throws EngineException naming what DL4J's sequential networks cannot express
   */
  static NetworkLayout of(LearnerSpec spec) {
    return of(spec, new Sgd(), new LossMSE());
  }

  /**
   * As above, for a network that DL4J will train.
   *
   * @param updater its update rule
   * @param loss of its output layer
   */
  static NetworkLayout of(LearnerSpec spec, IUpdater updater, ILossFunction loss) {
    NetworkConfig network = spec.network();
    refuseUnless(spec.objective().heads() == 1, "more than one number per action");
    refuseUnless(spec.objective().implicitQuantiles().isEmpty(), "implicit quantiles");
    refuseUnless(!network.dueling(), "dueling streams");
    refuseUnless(!network.noisy().on(), "noisy layers");
    refuseUnless(!network.injection(), "plasticity injection");
    refuseUnless(!network.spectralNorm(), "spectral normalisation");
    refuseUnless(!network.averagePooling(), "global average pooling");
    refuseUnless(network.hadamard() == HadamardLayers.NONE, "products of layers");
    refuseUnless(!network.dropsIntervals(), "interval-wise dropout");
    refuseUnless(network.auxiliaryHeads() == 0, "auxiliary heads");
    refuseUnless(network.skipBlocks() == 0, "residual blocks");
    refuseUnless(network.hiddenUnits() > 0, "no hidden layer");
    refuseUnless(!network.sharedOutputBias(), "a shared output bias");
    refuseUnless(network.normalization() == Normalization.NONE, "normalisation");
    refuseUnless(
        network.activation() == dev.ductile.agent.network.Activation.RELU,
        "another nonlinearity than ReLU");
    refuseUnless(
        spec.interventions().stream().noneMatch(Intervention::actsWithTarget),
        "another copy that acts than the one that learns");
    List<Convolution> convolutions =
        switch (network.torso()) {
          case NATURE_CNN ->
              List.of(new Convolution(8, 4), new Convolution(4, 2), new Convolution(3, 1));
          case DATA_EFFICIENT_CNN -> List.of(new Convolution(5, 5), new Convolution(5, 5));
          case MLP -> List.of();
          case IMPALA_RESNET, RESNET18, RESNET18_NARROW -> throw refusal("residual blocks");
          case SMALL_CNN, HADAMAX -> throw refusal("pooling between its convolutions");
        };
    return build(spec, convolutions, updater, loss);
  }

  private static NetworkLayout build(
      LearnerSpec spec, List<Convolution> convolutions, IUpdater updater, ILossFunction loss) {
    NetworkConfig network = spec.network();
    List<String> names = new ArrayList<>();
    List<Layer> layers = new ArrayList<>();
    for (Convolution c : convolutions) {
      int filters = (layers.isEmpty() ? 32 : 64) * network.widthFactor();
      layers.add(convolution(c, filters, network.padding()));
      names.add("conv" + layers.size());
    }
    if (convolutions.isEmpty()) {
      layers.add(dense(network.hiddenUnits()));
      layers.add(dense(network.hiddenUnits()));
      names.addAll(List.of("mlp1", "mlp2"));
    }
    layers.add(dense(network.hiddenUnits()));
    layers.add(
        new OutputLayer.Builder(loss).nOut(spec.actions()).activation(Activation.IDENTITY).build());
    names.addAll(List.of("hidden", "out"));
    var list =
        new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).updater(updater).list();
    layers.forEach(list::layer);
    var observation = spec.observation();
    list.setInputType(
        InputType.convolutional(
            observation.dim(1), observation.dim(2), observation.dim(0), CNN2DFormat.NCHW));
    return new NetworkLayout(list.build(), List.copyOf(names));
  }

  private static Layer convolution(Convolution c, int filters, Padding padding) {
    return new ConvolutionLayer.Builder(c.kernel(), c.kernel())
        .stride(c.stride(), c.stride())
        .convolutionMode(padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .dataFormat(CNN2DFormat.NCHW)
        .nOut(filters)
        .activation(Activation.RELU)
        .build();
  }

  private static Layer dense(int units) {
    return new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build();
  }

  private static void refuseUnless(boolean possible, String what) {
    if (!possible) {
      throw refusal(what);
    }
  }

  private static EngineException refusal(String what) {
    return new EngineException(
        "a network with "
            + what
            + " has no counterpart among DL4J's sequential layers; what can be exchanged are "
            + "networks of agent dqn with the torsos NATURE_CNN, DATA_EFFICIENT_CNN and MLP");
  }
}

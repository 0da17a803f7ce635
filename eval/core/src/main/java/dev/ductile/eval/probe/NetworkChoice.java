package dev.ductile.eval.probe;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.Normalization;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import java.util.Arrays;
import java.util.Locale;

/** The networks of the study, by the names that the command line has for them. */
public enum NetworkChoice {
  /** Three dense layers of 256 units and an output. */
  MLP(Torso.MLP, 256),
  /** Two convolutions with pooling, a dense layer of 256 units and an output. */
  CNN(Torso.SMALL_CNN, 256),
  /** Residual network with 18 layers, 64 to 512 filters. */
  RESNET18(Torso.RESNET18, 0),
  /** The same with 16 to 128 filters. */
  RESNET18_NARROW(Torso.RESNET18_NARROW, 0);

  private final Torso torso;
  private final int hiddenUnits;

  NetworkChoice(Torso torso, int hiddenUnits) {
    this.torso = torso;
    this.hiddenUnits = hiddenUnits;
  }

  /** Its configuration. */
  NetworkConfig config() {
    return NetworkConfig.plain(
        torso,
        Padding.SAME,
        hiddenUnits,
        false,
        Normalization.NONE,
        Initializer.XAVIER_UNIFORM,
        Initializer.ZEROS);
  }

  /** As typed on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The network of a name.
   *
   * @throws ConfigurationException naming those that there are
   */
  public static NetworkChoice of(String text) {
    return Arrays.stream(values())
        .filter(network -> network.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    DidYouMean.unknown(
                        "network",
                        text,
                        Arrays.stream(values()).map(NetworkChoice::text).toList())));
  }
}

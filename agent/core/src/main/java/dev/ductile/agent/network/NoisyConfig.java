package dev.ductile.agent.network;

import dev.ductile.base.Checks;

/**
 * Noisy dense layers after the torso (Fortunato et al. 2018): {@code w = μ + σ ⊙ ε}. All but {@code
 * kind} count only where noise is on.
 *
 * @param kind how ε is made
 * @param sigma0 σ starts at {@code sigma0/√fanIn} for weights
 * @param biasFan which fan divides {@code sigma0} for biases
 * @param distribution of the numbers behind ε
 * @param sharing which forward passes of an update have the same noise
 * @param acting when acting gets fresh noise
 * @param sharedAcrossLayers whether vectors of equal length are equal in all layers of a pass
 *     (Dopamine gives every layer the same random key); needs factorised noise
 * @param outputMeanBias whether the last layers have a bias beside its noise
 */
public record NoisyConfig(
    Kind kind,
    double sigma0,
    BiasFan biasFan,
    Distribution distribution,
    Sharing sharing,
    Acting acting,
    boolean sharedAcrossLayers,
    boolean outputMeanBias) {

  /** How ε is made. */
  public enum Kind {
    /** No noise: plain dense layers. */
    NONE,
    /**
     * {@code ε = f(ε_in)·f(ε_out)ᵀ} with {@code f(x) = sgn(x)√|x|}; the bias has {@code f(ε_out)}.
     */
    FACTORISED,
    /** One number per weight and bias. */
    INDEPENDENT
  }

  /** A layer's inputs or outputs. */
  public enum BiasFan {
    /** Inputs of the layer. */
    FAN_IN,
    /** Outputs of the layer. */
    FAN_OUT
  }

  /** Distributions of single numbers. */
  public enum Distribution {
    /** Standard normal. */
    NORMAL,
    /** Standard normal, drawn again outside [−2, 2]; not rescaled. */
    TRUNCATED_NORMAL
  }

  /** Which forward passes of one update have the same noise. */
  public enum Sharing {
    /** None: online(s), online(s′) and target(s′) differ (dqn_zoo). */
    SEPARATE,
    /** Passes on the same observations: online(s′) and target(s′) agree (Dopamine). */
    BY_OBSERVATION,
    /** Passes of the same network: online(s) and online(s′) agree (Kaixhin, CleanRL). */
    BY_NETWORK
  }

  /** When acting gets fresh noise. */
  public enum Acting {
    /** At every step (dqn_zoo, Dopamine). */
    EVERY_STEP,
    /** With each update: acting has the noise of the last one's online(s) (Kaixhin, CleanRL). */
    EVERY_UPDATE
  }

  /** Checks what is of use where noise is on. */
  public NoisyConfig {
    Checks.present("network.noisy.kind", kind);
    if (kind != Kind.NONE) {
      Checks.positive("network.noisy.sigma0", sigma0);
      Checks.present("network.noisy.biasFan", biasFan);
      Checks.present("network.noisy.distribution", distribution);
      Checks.present("network.noisy.sharing", sharing);
      Checks.present("network.noisy.acting", acting);
      if (sharedAcrossLayers && kind != Kind.FACTORISED) {
        throw Checks.bad(
            "network.noisy.sharedAcrossLayers",
            true,
            "only vectors of network.noisy.kind=FACTORISED fit other layers");
      }
    }
  }

  /** No noise. */
  public static NoisyConfig none() {
    return new NoisyConfig(
        Kind.NONE,
        0.5,
        BiasFan.FAN_IN,
        Distribution.NORMAL,
        Sharing.SEPARATE,
        Acting.EVERY_STEP,
        false,
        true);
  }

  /** Whether there is any noise. */
  public boolean on() {
    return kind != Kind.NONE;
  }
}

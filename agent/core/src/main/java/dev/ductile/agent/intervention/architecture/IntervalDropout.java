package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.PutsSettings;
import java.util.Map;

/** Activation by interval-wise dropout: a rectifier that is linear now and then. */
final class IntervalDropout {
  static final InterventionType TYPE =
      InterventionType.named("aid", InterventionKind.ARCHITECTURE)
          .does(
              "every hidden nonlinearity is m·max(a, 0) + (1 − m)·min(a, 0), m of each element"
                  + " Bernoulli(keep) in the pass that is differentiated; elsewhere its mean,"
                  + " keep·max(a, 0) + (1 − keep)·min(a, 0)")
          .target("same nonlinearity, its mean")
          .excludes("the embedding of quantile fractions, which stays ReLU")
          .source(
              "Park et al. 2025 (2502.01342): .99 to .999 with deep RL on Atari, .7 to .95"
                  + " supervised; which passes of deep RL are random is open, acting is not here")
          .number("keep", 0.99, 0.5, 1, "share of positive preactivations that pass; 1 is ReLU")
          .makes(
              a ->
                  new PutsSettings(
                      IntervalDropout.TYPE,
                      a,
                      Map.of(
                          "network.intervalKeep", a.number("keep"), "network.activation", "RELU")));

  private IntervalDropout() {}
}

package dev.ductile.agent.intervention;

import dev.ductile.agent.network.ParameterGroup;
import java.util.Locale;
import java.util.Map;

/** Weight decay in its two forms, which differ under adaptive optimizers. */
final class Decay extends Intervention {
  private static final String PARAMETERS = "parameters";

  static final InterventionType DECOUPLED =
      InterventionType.named("weight-decay", InterventionKind.UPDATE_RULE)
          .does("θ ← θ·(1 − learning rate·rate), beside the optimizer's step (AdamW)")
          .target("untouched")
          .optimizerState("untouched")
          .excludes("by its parameter")
          .source("Loshchilov and Hutter 2019")
          .number("rate", 1e-2, 0, 1e6, "decay per update, before the learning rate")
          .choice(PARAMETERS, "which decay", "all", "weights", "without-normalization")
          .makes(a -> new Decay(Decay.DECOUPLED, a, "optimizer.weightDecay", a.number("rate")));

  static final InterventionType COUPLED =
      InterventionType.named("l2", InterventionKind.PENALTY)
          .does("loss + coefficient·Σθ²; its gradient goes through the optimizer's moments")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("by its parameter")
          .source("Lyle et al. 2024: 1e-5 supervised, 1e-6 bandit, 1e-7 to 1e-3 on Atari")
          .number("coefficient", 1e-5, 0, 1e6, "of the squared norm")
          .choice(PARAMETERS, "which are penalised", "all", "weights", "without-normalization")
          .makes(a -> new Decay(Decay.COUPLED, a, "optimizer.l2", a.number("coefficient")));

  private final String key;
  private final double value;

  private Decay(InterventionType type, Options arguments, String key, double value) {
    super(type, arguments);
    this.key = key;
    this.value = value;
  }

  @Override
  public Map<String, Object> settings() {
    String group = arguments().word(PARAMETERS).toUpperCase(Locale.ROOT).replace('-', '_');
    return Map.of(key, value, "optimizer.decayed", ParameterGroup.valueOf(group).name());
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("counts from the first update on");
  }
}

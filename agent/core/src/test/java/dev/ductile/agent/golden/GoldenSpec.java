package dev.ductile.agent.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.ParameterGroup;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.ClassificationObjective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.HlGauss;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.TwoHot;
import dev.ductile.agent.objective.ValueTarget;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Optional;
import java.util.Set;

/** What a golden case's fields mean. */
final class GoldenSpec {
  /** Every field that is understood: an unknown one may change the numbers, so it is refused. */
  private static final Set<String> FIELDS =
      Set.of(
          "case",
          "kind",
          "loss",
          "double",
          "dueling",
          "ln",
          "heads",
          "v_min",
          "v_max",
          "kappa",
          "opt",
          "lr",
          "eps",
          "decay",
          "beta1",
          "beta2",
          "weight_decay",
          "l2",
          "max_grad_norm",
          "batch",
          "actions",
          "rewards",
          "discounts",
          "weights",
          "updates",
          "q_online_obs",
          "q_target_next_obs",
          "q_online_next_obs");

  private GoldenSpec() {}

  static void refuseUnknown(JsonNode c) {
    c.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(
                    "field '" + field + "' of a golden is not understood; known: " + FIELDS);
              }
            });
  }

  static NetworkConfig network(JsonNode c) {
    Normalization normalization =
        switch (c.path("ln").asText("null")) {
          case "chw" -> Normalization.LAYER_NORM_CHW;
          case "channel" -> Normalization.LAYER_NORM_CHANNEL;
          case "null", "" -> Normalization.NONE;
          default -> throw new IllegalArgumentException("ln " + c.get("ln"));
        };
    return NetworkConfig.plain(
        NetworkConfig.Torso.NATURE_CNN,
        Padding.VALID,
        512,
        c.path("dueling").asBoolean(),
        normalization,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN);
  }

  static Objective objective(JsonNode c) {
    boolean doubleQ = c.path("double").asBoolean();
    ValueTarget target = ValueTarget.of(doubleQ);
    int heads = c.path("heads").asInt(1);
    double low = c.path("v_min").asDouble(-10);
    double high = c.path("v_max").asDouble(10);
    PriorityRule loss = PriorityRule.of(PriorityRule.Kind.LOSS);
    Support support = new Support(Math.max(2, heads), low, high);
    String kind = c.get("kind").asText();
    return switch (kind) {
      case "dqn" -> new DqnObjective(tdLoss(c), doubleQ);
      case "c51" -> new C51Objective(support, doubleQ, loss);
      case "qr", "qr_dqn" ->
          new QuantileObjective(heads, c.path("kappa").asDouble(1), target, Optional.empty(), loss);
      case "two_hot", "twohot" -> new ClassificationObjective(new TwoHot(support), target, loss);
      case "hl_gauss" ->
          new ClassificationObjective(new HlGauss(heads, low, high, 0.75), target, loss);
      default -> throw new IllegalArgumentException("kind " + kind);
    };
  }

  private static TdLoss tdLoss(JsonNode c) {
    String loss = c.get("loss").asText();
    return switch (loss) {
      case "huber" -> TdLoss.HUBER;
      case "mse" -> TdLoss.MSE;
      default -> throw new IllegalArgumentException("loss " + loss);
    };
  }

  static OptimizerConfig optimizer(JsonNode c) {
    String name = c.get("opt").asText();
    OptimizerConfig.Kind kind =
        switch (name) {
          case "adam", "adamw" -> OptimizerConfig.Kind.ADAM;
          case "adam_eps_hat" -> OptimizerConfig.Kind.ADAM_EPSILON_HAT;
          case "rmsprop" -> OptimizerConfig.Kind.RMSPROP;
          case "rmsprop_centered" -> OptimizerConfig.Kind.RMSPROP_CENTERED;
          default -> throw new IllegalArgumentException("opt " + name);
        };
    double rate = c.get("lr").asDouble();
    return new OptimizerConfig(
        kind,
        rate,
        c.path("beta1").asDouble(0.9),
        c.path("beta2").asDouble(0.999),
        c.path("decay").asDouble(0.95),
        c.get("eps").asDouble(),
        c.path("weight_decay").asDouble(0),
        c.path("l2").asDouble(0),
        ParameterGroup.ALL,
        c.path("max_grad_norm").asDouble(0),
        0,
        OptimizerConfig.Schedule.CONSTANT,
        rate,
        0);
  }
}

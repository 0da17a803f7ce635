package dev.ductile.agent.golden;

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
import dev.ductile.agent.optimizer.LearningRateSchedule;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a golden case's fields mean. A value without meaning is refused, and never ignored. */
final class GoldenSpec {
  private static final int ATOMS = 51;

  private GoldenSpec() {}

  static NetworkConfig network(GoldenCase c) {
    Normalization normalization =
        switch (c.ln() == null ? "none" : c.ln()) {
          case "chw" -> Normalization.LAYER_NORM_CHW;
          case "channel" -> Normalization.LAYER_NORM_CHANNEL;
          case "none" -> Normalization.NONE;
          default -> throw unknown("ln", c.ln());
        };
    return NetworkConfig.plain(
        NetworkConfig.Torso.NATURE_CNN,
        Padding.VALID,
        512,
        GoldenCase.on(c.dueling()),
        normalization,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN);
  }

  static Objective objective(GoldenCase c) {
    boolean doubleQ = GoldenCase.on(c.doubleQ());
    ValueTarget target = ValueTarget.of(doubleQ);
    PriorityRule loss = PriorityRule.of(PriorityRule.Kind.LOSS);
    return switch (c.kind()) {
      case "dqn" -> new DqnObjective(tdLoss(c), doubleQ);
      case "c51" -> new C51Objective(support(c, "cross_entropy"), doubleQ, loss);
      case "qr" -> {
        onlyLoss(c, "quantile_huber", "huber");
        double kappa = GoldenCase.or(c.kappa(), 1);
        yield new QuantileObjective(
            heads(c, Optional.empty()), kappa, target, Optional.empty(), loss);
      }
      case "two_hot" ->
          new ClassificationObjective(new TwoHot(support(c, "cross_entropy")), target, loss);
      case "hl_gauss" -> {
        Support s = support(c, "cross_entropy");
        HlGauss gauss = new HlGauss(s.atoms(), s.minimum(), s.maximum(), 0.75);
        yield new ClassificationObjective(gauss, target, loss);
      }
      default -> throw unknown("kind", c.kind());
    };
  }

  private static TdLoss tdLoss(GoldenCase c) {
    if (heads(c, Optional.of(1)) != 1) {
      throw unknown("heads", c.heads());
    }
    return switch (c.loss() == null ? "" : c.loss()) {
      case "huber" -> TdLoss.HUBER;
      case "mse" -> TdLoss.MSE;
      default -> throw unknown("loss", c.loss());
    };
  }

  private static Support support(GoldenCase c, String loss) {
    onlyLoss(c, loss);
    double low = GoldenCase.or(c.vMin(), -10);
    return new Support(heads(c, Optional.of(ATOMS)), low, GoldenCase.or(c.vMax(), 10));
  }

  private static int heads(GoldenCase c, Optional<Integer> otherwise) {
    return Optional.ofNullable(c.heads())
        .or(() -> otherwise)
        .orElseThrow(() -> unknown("heads", null));
  }

  static OptimizerConfig optimizer(GoldenCase c) {
    OptimizerConfig.Kind kind =
        switch (c.opt()) {
          case "adam", "adamw" -> OptimizerConfig.Kind.ADAM;
          case "adam_eps_hat" -> OptimizerConfig.Kind.ADAM_EPSILON_HAT;
          case "rmsprop" -> OptimizerConfig.Kind.RMSPROP;
          case "rmsprop_centered" -> OptimizerConfig.Kind.RMSPROP_CENTERED;
          default -> throw unknown("opt", c.opt());
        };
    // Elsewhere the name stands for several rules, PyTorch's addition to the gradient among them.
    if (c.opt().equals("adamw")
        ? c.weightDecay() == null
        : GoldenCase.or(c.weightDecay(), 0) != 0) {
      throw unknown("weight_decay of " + c.opt(), c.weightDecay());
    }
    return new OptimizerConfig(
        kind,
        c.lr(),
        GoldenCase.or(c.beta1(), 0.9),
        GoldenCase.or(c.beta2(), 0.999),
        GoldenCase.or(c.decay(), 0.95),
        c.eps(),
        GoldenCase.or(c.weightDecay(), 0),
        GoldenCase.or(c.l2(), 0),
        ParameterGroup.ALL,
        GoldenCase.or(c.maxGradNorm(), 0),
        0,
        LearningRateSchedule.CONSTANT,
        c.lr(),
        0);
  }

  private static void onlyLoss(GoldenCase c, String... names) {
    if (c.loss() != null && !List.of(names).contains(c.loss())) {
      throw new IllegalArgumentException(
          "loss '%s' of golden %s: %s has %s"
              .formatted(c.loss(), c.name(), c.kind(), Arrays.toString(names)));
    }
  }

  private static IllegalArgumentException unknown(String field, Object value) {
    return new IllegalArgumentException("golden: " + field + " = " + value + " is not understood");
  }
}

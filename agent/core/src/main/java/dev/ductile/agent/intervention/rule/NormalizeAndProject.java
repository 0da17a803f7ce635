package dev.ductile.agent.intervention.rule;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.intervention.Weights;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.base.ConfigurationException;
import java.util.Locale;
import java.util.Map;

/**
 * Holds the norm of each layer's weights, so that behind a normalisation the learning rate alone
 * decides how fast a layer turns.
 */
final class NormalizeAndProject extends Intervention {
  private static final String PERIOD = "period-updates";
  private static final String SCHEDULE = "schedule";
  private static final String LENGTH = "schedule-updates";
  private static final String FINAL = "final-learning-rate";
  private static final String SINCE = "updatesSinceProjection";
  private static final float TINY = 1e-12f;

  static final InterventionType TYPE =
      InterventionType.named("normalize-and-project", InterventionKind.UPDATE_RULE)
          .does(
              "W_l ← ρ_l W_l/|W_l|_F with ρ_l the initial norm, after every period-updates-th"
                  + " update. Needs a normalisation before every nonlinearity: name one beside it."
                  + " The paper pairs it with a falling learning rate, which is chosen here or by"
                  + " the optimizer's own settings")
          .target("untouched; follows at the next copy")
          .optimizerState("untouched; the initial norms are kept in checkpoints")
          .excludes(
              "biases, scales and offsets of normalisations (which the paper projects jointly or"
                  + " decays mildly), noise scales; output layers by its parameter")
          .source("Lyle et al. 2024 (2407.01800); its period is not known")
          .whole(PERIOD, 1, 1, 1_000_000, "updates between projections")
          .choice(
              "layers", "all, or without the outputs, whose scale is no matter of indifference",
              "all", "hidden")
          .choice(SCHEDULE, "of the learning rate", "given", "linear", "cosine")
          .whole(LENGTH, 0, 0, 1_000_000_000_000L, "its length; not for schedule=given")
          .number(FINAL, 0, 0, 1e6, "where it ends; not for schedule=given")
          .notWith(
              "each undoes what the other does to the same weights",
              "weight-clip",
              "soft-rescaling")
          .makes(NormalizeAndProject::new);

  private NormalizeAndProject(Options arguments) {
    super(TYPE, arguments);
    if (!arguments.is(SCHEDULE, "given") && arguments.whole(LENGTH) == 0) {
      throw new ConfigurationException(
          TYPE.name()
              + ": schedule="
              + arguments.word(SCHEDULE)
              + " needs a length: add schedule-updates=N, the run's number of updates");
    }
    refuseWithoutSchedule(LENGTH);
    refuseWithoutSchedule(FINAL);
  }

  private void refuseWithoutSchedule(String parameter) {
    if (arguments().is(SCHEDULE, "given") && arguments().number(parameter) != 0) {
      throw new ConfigurationException(
          TYPE.name()
              + ": "
              + parameter
              + "="
              + arguments().word(parameter)
              + " does nothing without a schedule: add schedule=linear or schedule=cosine");
    }
  }

  @Override
  public Map<String, Object> settings() {
    return arguments().is(SCHEDULE, "given")
        ? Map.of()
        : Map.of(
            "optimizer.schedule", arguments().word(SCHEDULE).toUpperCase(Locale.ROOT),
            "optimizer.scheduleUpdates", arguments().whole(LENGTH),
            "optimizer.finalLearningRate", arguments().number(FINAL));
  }

  @Override
  public void check(NetworkConfig network) {
    if (network.normalization() == Normalization.NONE) {
      throw new ConfigurationException(
          TYPE.name()
              + " has no meaning without a normalisation before every nonlinearity: add layer-norm"
              + " or set network.normalization");
    }
  }

  private boolean concerns(Parameter p) {
    boolean layer = arguments().is("layers", "all") || !Weights.isOutput(p);
    return p.role() == ParameterRole.WEIGHT && layer;
  }

  @Override
  public Tensor project(UpdateContext site, Parameter parameter, Tensor updated) {
    if (!concerns(parameter)) {
      return updated;
    }
    var f = site.ops();
    Tensor norm = f.maximum(Weights.norm(f, updated), f.constant(TINY));
    Tensor initial = f.read(site.state(this, parameter.name(), Shape.of()));
    Tensor factor = f.divide(initial, norm);
    if (period() > 1) {
      factor = f.select(notDue(site), f.constant(1f), factor);
    }
    return f.multiply(updated, factor);
  }

  private long period() {
    return arguments().whole(PERIOD);
  }

  private Variable since(UpdateContext site) {
    return site.state(this, SINCE, Shape.of());
  }

  private Tensor notDue(UpdateContext site) {
    var f = site.ops();
    return f.less(f.shift(f.read(since(site)), 1f), f.constant((float) period()));
  }

  @Override
  public void extend(UpdateContext site) {
    if (period() > 1) {
      var f = site.ops();
      Tensor next = f.shift(f.read(since(site)), 1f);
      f.assign(since(site), f.select(notDue(site), next, f.constant(0f)));
    }
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : site.parameters()) {
      if (concerns(p)) {
        float norm = Weights.norm(site.read(p.variable()));
        site.write(site.state(this, p.name()), new float[] {norm});
      }
    }
  }

  /** Another norm than the present one would change the outputs at once. */
  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing("ρ is the norm at the fork, so that outputs stay", this::begin);
  }
}

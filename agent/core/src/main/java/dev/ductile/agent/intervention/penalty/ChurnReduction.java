package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.FunctionBuilder;
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
import dev.ductile.agent.network.Parameter;
import java.util.BitSet;
import java.util.Optional;

/**
 * Holds action values where the last update moved them though they were not in its batch. The batch
 * at hand is such a reference: parameters do not depend on it yet, so that in expectation the
 * gradient is that of another batch drawn alike, without a second pass of the network that learns.
 */
final class ChurnReduction extends Intervention {
  private static final String RATIO = "ratio";
  private static final String FIRST = "first-coefficient";
  private static final String WARM_UP = "warm-up-updates";
  private static final String WINDOW = "window-updates";

  /** States: what is averaged. */
  private static final String UPDATES = "updates";

  private static final String LOSS = "loss";
  private static final String CHURN = "churn";

  /** Where counts in float32 are exact. */
  private static final long LONGEST = 10_000_000;

  static final InterventionType TYPE =
      InterventionType.named("c-chain", InterventionKind.PENALTY)
          .does(
              "loss + c·E(Q_θ(s, a) − Q_θ′(s, a))² over all actions and the batch of states, which"
                  + " the last update did not see; θ′ are the parameters before that update, noise"
                  + " and quantile fractions the same; of distributions the means; c is"
                  + " first-coefficient for warm-up-updates, then ratio·mean|loss|/mean churn, both"
                  + " running means of so many updates")
          .target("untouched")
          .optimizerState("part of the gradient")
          .source(
              "Tang et al. 2025 (2506.00592) and their code: double DQN with one update a step on"
                  + " MinAtar, PPO elsewhere; there the reference is a batch of its own, and the"
                  + " means are of a window")
          .number(RATIO, 0.01, 0, 1e6, "of the penalty to the loss")
          .number(FIRST, 50, 0, 1e6, "c until the means are known")
          .whole(WARM_UP, 10_000, 1, LONGEST, "until then")
          .whole(WINDOW, 50_000, 1, LONGEST, "of the running means, plain means before that")
          .makes(ChurnReduction::new);

  private ChurnReduction(Options arguments) {
    super(TYPE, arguments);
  }

  private static String before(Parameter parameter) {
    return "before/" + parameter.name();
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    FunctionBuilder f = site.ops();
    Tensor now = site.pass().values();
    Tensor then = site.passWith(p -> site.state(this, before(p), p.shape())).values();
    Tensor churn = f.meanAll(f.square(f.subtract(now, f.stopGradient(then))));
    Tensor updates = f.read(scalar(site, UPDATES));
    Tensor ratio =
        f.divide(
            f.scale(f.read(scalar(site, LOSS)), (float) arguments().number(RATIO)),
            f.shift(f.read(scalar(site, CHURN)), 1e-8f));
    Tensor warm = f.less(updates, f.constant((float) arguments().whole(WARM_UP)));
    Tensor c = f.select(warm, f.constant((float) arguments().number(FIRST)), ratio);
    follow(site, updates, f.abs(site.loss()), churn);
    return Optional.of(f.multiply(c, churn));
  }

  /** Moves the running means on, for the next update. */
  private void follow(UpdateContext site, Tensor updates, Tensor loss, Tensor churn) {
    FunctionBuilder f = site.ops();
    Tensor next = f.minimum(f.shift(updates, 1f), f.constant((float) LONGEST));
    Tensor share = f.minimum(next, f.constant((float) arguments().whole(WINDOW)));
    f.assign(scalar(site, UPDATES), next);
    average(f, scalar(site, LOSS), loss, share);
    average(f, scalar(site, CHURN), churn, share);
  }

  private static void average(FunctionBuilder f, Variable mean, Tensor value, Tensor over) {
    Tensor before = f.read(mean);
    Tensor step = f.divide(f.subtract(f.stopGradient(value), before), over);
    f.assign(mean, f.add(before, step));
  }

  private Variable scalar(UpdateContext site, String what) {
    return site.state(this, what, Shape.of());
  }

  @Override
  public void extend(UpdateContext site) {
    for (Parameter p : site.parameters()) {
      site.ops().assign(site.state(this, before(p), p.shape()), site.read(p));
    }
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : site.parameters()) {
      site.write(site.state(this, before(p)), site.read(p.variable()));
    }
  }

  /** A change that an edit made is not to be taken back. */
  @Override
  public void renewed(EditContext site, Parameter parameter, BitSet entries) {
    float[] before = site.read(site.state(this, before(parameter)));
    float[] now = site.read(parameter.variable());
    entries.stream().forEach(i -> before[i] = now[i]);
    site.write(site.state(this, before(parameter)), before);
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing(
        "θ′ are the parameters at the fork; the warm-up counts from there", this::begin);
  }
}

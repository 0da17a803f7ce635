package dev.ductile.agent.intervention.rule;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Scales how far parameters have come from where they began, by what gradients say of it. */
final class Trac extends Intervention {
  private static final String INITIAL = "initial-scale";
  private static final float[] BETAS = {0.9f, 0.99f, 0.999f, 0.9999f, 0.99999f, 0.999999f};
  private static final Shape EACH_BETA = Shape.of(BETAS.length);
  private static final float EPSILON = 1e-8f;
  private static final float FIRST_SIGMA = 1e-8f;
  private static final float ROOT2 = (float) Math.sqrt(2);

  static final InterventionType TYPE =
      InterventionType.named("trac", InterventionKind.UPDATE_RULE)
          .does(
              "θ ← θ₀ + max(Σ s_β, 0)·((θ − θ₀)/(Σ s_β + 1e-8) + the optimizer's step), the six s_β"
                  + " renewed in between, for β = .9 to .999999: h = ⟨(θ − θ₀)/(Σ s_β + 1e-8), g⟩"
                  + " over all parameters, v ← β²v + h², σ ← βσ − h, s = initial-scale·erfi(σ/(√(2v)"
                  + " + 1e-8))/erfi(1/√2); entries that another intervention begins anew have their"
                  + " new beginning as θ₀")
          .target("untouched; follows at the next copy")
          .optimizerState("the optimizer's own, untouched; θ₀, s, σ, v are kept in checkpoints")
          .source(
              "Muppidi et al. 2024 (2405.16642) and their code, around Adam in PPO; g behind the"
                  + " optimizer's limits")
          .number(INITIAL, 1e-8, 1e-30, 1e6, "of each s")
          .makes(Trac::new);

  private Trac(Options arguments) {
    super(TYPE, arguments);
  }

  private Variable reference(UpdateContext site, Parameter p) {
    return site.state(this, p.name(), p.shape());
  }

  @Override
  public List<Tensor> stepped(UpdateContext site, List<Tensor> gradients, List<Tensor> values) {
    FunctionBuilder f = site.ops();
    Tensor scales = f.read(site.state(this, "s", EACH_BETA));
    Tensor before = f.shift(f.sumAll(scales), EPSILON);
    List<Tensor> directions = new ArrayList<>();
    Tensor h = f.constant(0f);
    for (int i = 0; i < values.size(); i++) {
      Parameter p = site.parameters().get(i);
      Tensor come = f.subtract(site.read(p), f.read(reference(site, p)));
      Tensor direction = f.divide(come, before);
      directions.add(direction);
      h = f.add(h, f.sumAll(f.multiply(direction, gradients.get(i))));
    }
    Tensor scale = f.maximum(f.sumAll(tuned(site, h)), f.constant(0f));
    List<Tensor> scaled = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Parameter p = site.parameters().get(i);
      Tensor step = f.subtract(values.get(i), site.read(p));
      Tensor moved = f.multiply(f.add(directions.get(i), step), scale);
      scaled.add(f.add(f.read(reference(site, p)), moved));
    }
    return scaled;
  }

  /** The next s of each β, assigned with what they follow from. */
  private Tensor tuned(UpdateContext site, Tensor h) {
    FunctionBuilder f = site.ops();
    Tensor betas = f.constant(BETAS, EACH_BETA);
    Variable variance = site.state(this, "variance", EACH_BETA);
    Variable sigma = site.state(this, "sigma", EACH_BETA);
    Tensor v = f.add(f.multiply(f.square(betas), f.read(variance)), f.square(h));
    Tensor sum = f.subtract(f.multiply(betas, f.read(sigma)), h);
    Tensor x = f.divide(sum, f.shift(f.scale(f.sqrt(v), ROOT2), EPSILON));
    float first = (float) (arguments().number(INITIAL) / Erfi.of(1 / Math.sqrt(2)));
    Tensor s = f.scale(Erfi.of(f, x), first);
    f.assign(variance, v);
    f.assign(sigma, sum);
    f.assign(site.state(this, "s", EACH_BETA), s);
    return s;
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : site.parameters()) {
      site.write(site.state(this, p.name()), site.read(p.variable()));
    }
    float[] sigma = new float[BETAS.length];
    Arrays.fill(sigma, FIRST_SIGMA);
    site.write(site.state(this, "sigma"), sigma);
  }

  @Override
  public void renewed(EditContext site, Parameter parameter, BitSet entries) {
    float[] first = site.read(site.state(this, parameter.name()));
    float[] now = site.read(parameter.variable());
    entries.stream().forEach(i -> first[i] = now[i]);
    site.write(site.state(this, parameter.name()), first);
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing("θ₀ are the parameters at the fork", this::begin);
  }
}

package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.intervention.edit.UnitSurgery.Chosen;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.Parameter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Replaces the least useful mature units at a steady rate. */
final class ContinualBackprop extends UnitRecycling {
  private static final String RATE = "rate";
  private static final String MATURITY = "maturity-updates";
  private static final String DECAY = "decay";
  private static final String UTILITY = "utility";
  private static final String ADAPTABLE = "adaptable-contribution";
  private static final String MEAN = "mean";
  private static final String AGE = "age";
  private static final String DUE = "due";

  /** State: how many units were replaced the last time. */
  static final String REPLACED = "replaced";

  static final InterventionType TYPE =
      InterventionType.named("continual-backprop", InterventionKind.SCHEDULED_EDIT)
          .does(
              "utility ← decay·utility + (1 − decay)·E|h|·mean|W_out| for each hidden unit, of"
                  + " adaptable-contribution E|h − ĥ|·mean|W_out|/mean|W_in|, h as the next layers"
                  + " read it, behind pooling and the embedding of quantile fractions; each update adds rate"
                  + " × mature units to a count, and for each whole one the unit of least"
                  + " utility/(1 − decay^age) begins anew: next bias += W_out·ĥ, W_out 0, incoming"
                  + " weights fresh, bias 0, own normalisation as at first, running statistics too,"
                  + " age 0")
          .target("untouched; the next copy carries it over")
          .optimizerState("moments of the unit's entries 0; step count kept")
          .excludes("outputs; units of residual streams")
          .source(
              "Dohare et al. 2024, algorithm 1: rate 1e-4 and maturity 1e4 with PPO; there incoming"
                  + " weights are Kaiming-uniform, here as the layer was initialised")
          .notWith("units of frozen heads may not change", "injection")
          .number(RATE, 1e-4, 0, 1, "replacements per update and mature unit")
          .whole(MATURITY, 10_000, 0, EditTimes.LATEST, "age before a unit may be replaced")
          .number(DECAY, 0.99, 0, 0.999999, "ρ, of utility and mean activation")
          .choice(UTILITY, "of a unit", "contribution", ADAPTABLE)
          .makes(ContinualBackprop::new);

  private ContinualBackprop(Options arguments) {
    super(TYPE, arguments, REPLACED);
  }

  private static String of(HiddenUnits units, String what) {
    return units.name() + "/" + what;
  }

  @Override
  public void extend(UpdateContext site) {
    site.state(this, REPLACED, Shape.of());
    site.hiddenUnits().stream()
        .filter(HiddenUnits::isSeparate)
        .forEach(units -> follow(site, units));
  }

  /** Moves utility, mean activation, age and count of one layer on. */
  private void follow(UpdateContext site, HiddenUnits units) {
    FunctionBuilder f = site.ops();
    Shape vector = Shape.of(units.count());
    Variable age = site.state(this, of(units, AGE), vector);
    Variable due = site.state(this, of(units, DUE), Shape.of());
    Tensor older = f.shift(f.read(age), 1f);
    Tensor read = units.passedOn();
    Tensor h = f.reshape(read, Shape.of(read.shape().elements() / units.count(), units.count()));
    Tensor mean = average(site, of(units, MEAN), f.reduceMean(h, false, 0));
    Tensor size = h;
    boolean adaptable = arguments().is(UTILITY, ADAPTABLE);
    if (adaptable) {
      size = f.subtract(h, f.divide(mean, correction(f, older)));
    }
    Tensor useful = f.multiply(f.reduceMean(f.abs(size), false, 0), outgoing(site, units));
    average(site, of(units, UTILITY), adaptable ? f.divide(useful, incoming(site, units)) : useful);
    Tensor mature = f.less(f.constant((float) arguments().whole(MATURITY)), older);
    Tensor more =
        f.scale(f.sumAll(f.cast(mature, DataType.FLOAT32)), (float) arguments().number(RATE));
    f.assign(age, older);
    f.assign(due, f.add(f.read(due), more));
  }

  private Tensor average(UpdateContext site, String what, Tensor now) {
    FunctionBuilder f = site.ops();
    Variable variable = site.state(this, what, now.shape());
    float decay = (float) arguments().number(DECAY);
    Tensor next = f.add(f.scale(f.read(variable), decay), f.scale(now, 1f - decay));
    f.assign(variable, next);
    return next;
  }

  /** 1 − ρ^age. */
  private Tensor correction(FunctionBuilder f, Tensor age) {
    return f.shift(f.negate(f.exp(f.scale(age, (float) Math.log(decay())))), 1f);
  }

  private double decay() {
    return Math.max(arguments().number(DECAY), 1e-30); // whose logarithm is finite
  }

  /** Mean |W| over all weights that a unit's activation goes through. */
  private static Tensor outgoing(UpdateContext site, HiddenUnits units) {
    FunctionBuilder f = site.ops();
    Tensor sum = f.constant(0f);
    int each = 0;
    for (String layer : units.feeds()) {
      Parameter weight = weight(site, layer);
      Shape shape = weight.shape();
      Tensor w = f.abs(site.read(weight));
      sum =
          f.add(
              sum,
              shape.rank() == 4
                  ? f.reduceSum(w, false, 0, 1, 3)
                  : f.reduceSum(
                      f.reshape(
                          w, Shape.of(shape.dim(0) / units.count(), units.count(), shape.dim(1))),
                      false,
                      0,
                      2));
      each += shape.elements() / units.count();
    }
    return f.scale(sum, 1f / each);
  }

  /** Mean |W| over a unit's incoming weights. */
  private static Tensor incoming(UpdateContext site, HiddenUnits units) {
    FunctionBuilder f = site.ops();
    Parameter weight = weight(site, units.computedBy());
    int rows = weight.shape().elements() / units.count();
    Tensor w = f.reshape(f.abs(site.read(weight)), Shape.of(rows, units.count()));
    return f.reduceMean(w, false, 0);
  }

  private static Parameter weight(UpdateContext site, String layer) {
    String name = layer + ".weight";
    return site.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public boolean actsWithin(long updates, long frames) {
    return arguments().whole(MATURITY) < updates;
  }

  @Override
  public void edit(EditContext site) {
    List<Chosen> replaced = new ArrayList<>();
    for (HiddenUnits units : site.hiddenUnits()) {
      if (units.isSeparate()) {
        float[] due = site.read(site.state(this, of(units, DUE)));
        BitSet chosen = due[0] >= 1 ? leastUseful(site, units, (int) due[0]) : new BitSet();
        if (!chosen.isEmpty()) {
          replaced.add(new Chosen(units, chosen));
          due[0] -= chosen.cardinality();
          site.write(site.state(this, of(units, DUE)), due);
        }
      }
    }
    if (!replaced.isEmpty()) {
      replace(site, replaced);
    }
  }

  private BitSet leastUseful(EditContext site, HiddenUnits units, int count) {
    float[] utility = site.read(site.state(this, of(units, UTILITY)));
    float[] age = site.read(site.state(this, of(units, AGE)));
    long maturity = arguments().whole(MATURITY);
    BitSet chosen = new BitSet();
    IntStream.range(0, utility.length)
        .filter(i -> age[i] > maturity)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> utility[i] / correction(age[i])))
        .limit(count)
        .forEach(chosen::set);
    return chosen;
  }

  private double correction(float age) {
    return -Math.expm1(age * Math.log(decay()));
  }

  private void replace(EditContext site, List<Chosen> replaced) {
    UnitSurgery surgery = new UnitSurgery(site);
    replaced.forEach(chosen -> surgery.compensate(chosen, means(site, chosen.units())));
    recycle(site, surgery, replaced, true);
    replaced.forEach(
        chosen -> {
          for (String what : List.of(UTILITY, MEAN, AGE)) {
            Variable variable = site.state(this, of(chosen.units(), what));
            float[] values = site.read(variable);
            chosen.indices().stream().forEach(i -> values[i] = 0);
            site.write(variable, values);
          }
        });
  }

  /** ĥ, corrected for its start at 0. */
  private double[] means(EditContext site, HiddenUnits units) {
    float[] mean = site.read(site.state(this, of(units, MEAN)));
    float[] age = site.read(site.state(this, of(units, AGE)));
    double[] means = new double[mean.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = mean[i] / correction(age[i]);
    }
    return means;
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain(
        "ages, utilities and means begin at 0: nothing is replaced for maturity-updates");
  }
}

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Begins units anew that have been silent for longer than they ever used to be. */
final class SelfNormalizedResets extends UnitRecycling {
  private static final String PERCENTILE = "percentile";
  private static final String PERIOD = "period-updates";
  private static final String LONGEST = "longest-examples";
  private static final String SHORTEST = "shortest-examples";
  private static final String EXPANSION = "expansion";
  private static final String AGE = "/age";
  private static final String THRESHOLD = "/threshold";
  private static final String GAPS = "/gaps";
  private static final String DUE = "due";

  /** State: how many units were begun anew the last time. */
  static final String RESET = "reset";

  static final InterventionType TYPE =
      InterventionType.named("snr", InterventionKind.SCHEDULED_EDIT)
          .does(
              "a unit that fires for an example of the batch, at any position, has age 0, another"
                  + " one ages by the batch; at its threshold it begins anew: incoming weights"
                  + " fresh, bias 0, own normalisation as at first, running statistics too, outgoing"
                  + " weights 0. Every period-updates a unit's threshold becomes the percentile of"
                  + " the ages that it ended at since, if that is less, or else expansion times"
                  + " itself, between shortest- and longest-examples; shortest where it never aged")
          .target("untouched; the next copy carries it over")
          .optimizerState("moments of changed entries 0; step count kept")
          .excludes("outputs; units of residual streams")
          .source(
              "Farias and Jozefiak 2025 (2410.20098) and their code for supervised tasks with"
                  + " batches of 100; .92, 2e4 and 2 are others' report of their Permuted-MNIST"
                  + " notebook; the period and thresholds of longest-examples at first are ours")
          .notWith("units of frozen heads may not change", "injection")
          .notWith("both begin silent units anew", "continual-backprop", "redo", "regrama")
          .number(PERCENTILE, 0.92, 0, 1, "1 − η, of ages that ended")
          .whole(PERIOD, 10_000, 1, EditTimes.LATEST, "between new thresholds")
          .whole(LONGEST, 20_000, 1, 10_000_000, "largest threshold, in examples of batches")
          .whole(SHORTEST, 100, 1, 10_000_000, "least threshold, in examples of batches")
          .number(EXPANSION, 2, 1, 1e6, "of thresholds that were not too long")
          .makes(SelfNormalizedResets::new);

  private SelfNormalizedResets(Options arguments) {
    super(TYPE, arguments, RESET);
  }

  /** Ages that ended are counted in steps of a batch. */
  private int bins(int batch) {
    return (int) Math.max(1, (arguments().whole(LONGEST) + batch - 1) / batch);
  }

  @Override
  public void extend(UpdateContext site) {
    FunctionBuilder f = site.ops();
    site.state(this, RESET, Shape.of());
    Tensor due = f.constant(0f);
    for (HiddenUnits units : site.hiddenUnits()) {
      if (units.isSeparate()) {
        due = f.maximum(due, follow(site, units));
      }
    }
    f.assign(site.state(this, DUE, Shape.of()), due);
  }

  /** Moves ages and counts of one layer on; 1 where a unit has reached its threshold. */
  private Tensor follow(UpdateContext site, HiddenUnits units) {
    FunctionBuilder f = site.ops();
    Tensor a = units.preactivation();
    int count = units.count();
    int batch = a.shape().dim(0);
    int bins = bins(batch);
    Shape vector = Shape.of(count);
    Variable age = site.state(this, units.name() + AGE, vector);
    Variable gaps = site.state(this, units.name() + GAPS, Shape.of(count, bins));
    Tensor threshold = f.read(site.state(this, units.name() + THRESHOLD, vector));
    Tensor most =
        f.reduceMax(f.reshape(a, Shape.of(a.shape().elements() / count, count)), false, 0);
    Tensor fires = f.cast(f.less(f.constant(0f), most), DataType.FLOAT32);
    // Age 0 has no gap that would end; the first bin is that of one batch.
    Tensor batches = f.minimum(f.scale(f.read(age), 1f / batch), f.constant((float) bins));
    Tensor ended = f.multiply(fires, f.cast(f.less(f.constant(0f), batches), DataType.FLOAT32));
    Tensor index = f.maximum(f.shift(batches, -0.5f), f.constant(0f));
    Tensor bin = f.oneHot(f.cast(index, DataType.INT32), bins);
    f.assign(gaps, f.add(f.read(gaps), f.multiply(bin, f.reshape(ended, Shape.of(count, 1)))));
    Tensor silent = f.subtract(f.constant(1f), fires);
    Tensor older = f.multiply(f.shift(f.read(age), batch), silent);
    f.assign(age, older);
    Tensor young = f.cast(f.less(older, threshold), DataType.FLOAT32);
    return f.subtract(f.constant(1f), f.reduceMin(young, false, 0));
  }

  @Override
  public void begin(EditContext site) {
    for (HiddenUnits units : UnitSurgery.separate(type().name(), site.hiddenUnits())) {
      float[] thresholds = new float[units.count()];
      Arrays.fill(thresholds, arguments().whole(LONGEST));
      site.write(site.state(this, units.name() + THRESHOLD), thresholds);
    }
  }

  @Override
  public void edit(EditContext site) {
    if (site.read(site.state(this, DUE))[0] > 0) {
      beginAnew(site);
    }
    if (site.everyUpdates(arguments().whole(PERIOD))) {
      UnitSurgery.separate(type().name(), site.hiddenUnits())
          .forEach(units -> renewThresholds(site, units));
    }
  }

  private void beginAnew(EditContext site) {
    List<Chosen> silent = new ArrayList<>();
    for (HiddenUnits units : UnitSurgery.separate(type().name(), site.hiddenUnits())) {
      Variable gaps = site.state(this, units.name() + GAPS);
      Variable age = site.state(this, units.name() + AGE);
      float[] ages = site.read(age);
      float[] thresholds = site.read(site.state(this, units.name() + THRESHOLD));
      BitSet chosen = new BitSet();
      for (int i = 0; i < ages.length; i++) {
        chosen.set(i, ages[i] >= thresholds[i]);
      }
      if (!chosen.isEmpty()) {
        silent.add(new Chosen(units, chosen));
        float[] counts = site.read(gaps);
        int bins = counts.length / ages.length;
        int batch = units.preactivation().shape().dim(0);
        chosen.stream()
            .forEach(
                i -> {
                  int bin = Math.min(bins, Math.round(ages[i] / batch)) - 1;
                  counts[i * bins + Math.max(0, bin)]++;
                  ages[i] = 0;
                });
        site.write(gaps, counts);
        site.write(age, ages);
      }
    }
    recycle(site, new UnitSurgery(site), silent, true);
  }

  private void renewThresholds(EditContext site, HiddenUnits units) {
    Variable gaps = site.state(this, units.name() + GAPS);
    Variable threshold = site.state(this, units.name() + THRESHOLD);
    float[] counts = site.read(gaps);
    float[] thresholds = site.read(threshold);
    int bins = counts.length / thresholds.length;
    int batch = units.preactivation().shape().dim(0);
    for (int i = 0; i < thresholds.length; i++) {
      double found = percentile(counts, i * bins, bins, batch);
      double next = found < thresholds[i] ? found : arguments().number(EXPANSION) * thresholds[i];
      next = Math.min(next, arguments().whole(LONGEST));
      thresholds[i] = (float) Math.max(next, arguments().whole(SHORTEST));
    }
    site.write(threshold, thresholds);
    site.write(gaps, new float[counts.length]);
  }

  /** The least age that the wanted share of ages ended at or before; 1 where none has ended. */
  private double percentile(float[] counts, int from, int bins, int batch) {
    double all = 0;
    for (int b = 0; b < bins; b++) {
      all += counts[from + b];
    }
    double sum = 0;
    for (int b = 0; b < bins && all > 0; b++) {
      sum += counts[from + b];
      if (sum / all >= arguments().number(PERCENTILE)) {
        return (b + 1.0) * batch;
      }
    }
    return 1;
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing(
        "ages and counts begin at 0, thresholds at longest-examples", this::begin);
  }
}

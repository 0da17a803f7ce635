package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.Refusals;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import java.util.Optional;

/** Draws features to an isotropic normal distribution, along random directions. */
final class SigReg extends Intervention {
  private static final String SLICES = "slices";
  private static final String POINTS = "points";
  private static final String RANGE = "range";

  static final InterventionType TYPE =
      InterventionType.named("sigreg", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·mean over t and a of |E e^{it·aᵀz} − e^{−t²/2}|²: the"
                  + " characteristic function of z along random unit vectors a, new in each update,"
                  + " at evenly spaced t in ±range, against that of N(0, 1); z is what the last"
                  + " hidden nonlinearity takes in, of a product of layers the product; of two"
                  + " streams the sum; E is over the batch of states, and quantile fractions,"
                  + " without importance weights")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("output layers, which z does not depend on")
          .source(
              "Saheb et al. 2026 (2602.19373) and their code: PQN with 16 directions, 8 points,"
                  + " coefficients .2 and 1; SIGReg of Balestriero and LeCun 2025 (2511.08544)"
                  + " without its weight over t and factor n")
          .number("coefficient", 0.2, 0, 1e6, "of the mean squared distance")
          .whole(SLICES, 16, 1, 4096, "directions")
          .whole(POINTS, 8, 2, 1024, "values of t")
          .number(RANGE, 5, 1e-3, 100, "greatest t")
          .makes(SigReg::new);

  private SigReg(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public void check(NetworkConfig network) {
    Refusals.when(
        network.hiddenUnits() == 0,
        "sigreg needs a dense layer before the outputs: set network.hiddenUnits above 0");
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    Tensor sum = f.constant(0f);
    for (HiddenUnits units : Penultimate.of(site.hiddenUnits())) {
      Tensor z = units.isFactor() ? units.passedOn() : units.preactivation();
      sum = f.add(sum, distance(site, units.name(), z));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  private Tensor distance(UpdateContext site, String name, Tensor z) {
    FunctionBuilder f = site.ops();
    int slices = (int) arguments().whole(SLICES);
    int points = (int) arguments().whole(POINTS);
    int width = z.shape().dim(1);
    Tensor drawn = site.directions(this, name, Shape.of(slices, width));
    Tensor length = f.sqrt(f.reduceSum(f.square(drawn), true, 1));
    Tensor a = f.divide(drawn, f.shift(length, 1e-12f));
    Tensor projected = f.matmul(z, false, a, true);
    float[] t = new float[points];
    float[] wanted = new float[points];
    for (int i = 0; i < points; i++) {
      double value = arguments().number(RANGE) * (2.0 * i / (points - 1) - 1);
      t[i] = (float) value;
      wanted[i] = (float) Math.exp(-value * value / 2);
    }
    Shape rows = Shape.of(z.shape().dim(0), slices, 1);
    Tensor angles = f.multiply(f.reshape(projected, rows), f.constant(t, Shape.of(1, 1, points)));
    Tensor real = f.reduceMean(f.cos(angles), false, 0);
    Tensor imaginary = f.reduceMean(f.sin(angles), false, 0);
    Tensor off = f.subtract(real, f.constant(wanted, Shape.of(1, points)));
    return f.meanAll(f.add(f.square(off), f.square(imaginary)));
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("counts from the first update on");
  }
}

package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.intervention.Weights;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keeps the weights of hidden layers near orthogonal. */
final class Parseval extends Intervention {
  private static final String FIRST = "first-weights";
  private static final String ORTHOGONAL = "orthogonal";
  private static final String SCALE = "scale";

  static final InterventionType TYPE =
      InterventionType.named("parseval", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·Σ_l |W_l W_lᵀ − scale·I|²_F over hidden layers; W Wᵀ or Wᵀ W,"
                  + " whichever is smaller, so that it can be met; filters as matrices of window ×"
                  + " outputs. All weights but those of noisy layers begin orthogonal, with a squared"
                  + " length of 2 where scale is 2 and of 1 otherwise, so that with these scales the"
                  + " penalty begins at 0. Without the paper's diagonal or input scaling")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("output layers, biases, normalisation parameters, noise scales")
          .source(
              "Chung et al. 2024 (2412.07224); in its code (wechu/parseval_reg) scale is the squared"
                  + " gain of the first weights, 2 unless set, the coefficient is multiplied by"
                  + " (64/width)², and output layers begin with gains of their own")
          .number("coefficient", 1e-3, 0, 1e6, "of the sum")
          .number(SCALE, 1, 1e-6, 1e6, "squared length that rows or columns are drawn to")
          .choice(FIRST, "network.weightInitializer: orthogonal, or as it is", ORTHOGONAL, "given")
          .makes(Parseval::new);

  private Parseval(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    if (!arguments().is(FIRST, ORTHOGONAL)) {
      return Map.of();
    }
    boolean two = arguments().number(SCALE) == 2;
    Initializer first = two ? Initializer.ORTHOGONAL_SQRT2 : Initializer.ORTHOGONAL;
    return Map.of("network.weightInitializer", first.name());
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    float scale = (float) arguments().number(SCALE);
    Tensor sum = f.constant(0f);
    for (Parameter p : Weights.hidden(site.parameters())) {
      Tensor w = Weights.matrix(f, site.read(p));
      boolean tall = w.shape().dim(0) >= w.shape().dim(1);
      Tensor products = f.matmul(w, tall, w, !tall);
      int side = products.shape().dim(0);
      Tensor diagonal = f.constant(IntStream.range(0, side).toArray(), Shape.of(side));
      Tensor goal = f.scale(f.oneHot(diagonal, side), scale);
      sum = f.add(sum, f.sumOfSquares(List.of(f.subtract(products, goal))));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain(
        "counts from the first update on; needs first-weights=given, as weights have begun");
  }
}

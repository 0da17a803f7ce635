package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keeps the weights of hidden layers near orthogonal. */
final class Parseval extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("parseval", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·Σ_l |W_l W_lᵀ − scale·I|²_F over hidden layers; W Wᵀ or Wᵀ W,"
                  + " whichever is smaller, so that it can be met; filters as matrices of window ×"
                  + " outputs. Neither the paper's orthogonal initialisation nor its diagonal or"
                  + " input scaling")
          .target("untouched")
          .optimizerState("part of the gradient")
          .excludes("output layers, biases, normalisation parameters, noise scales")
          .source("Chung et al. 2024 (2412.07224)")
          .number("coefficient", 1e-3, 0, 1e6, "of the sum")
          .number("scale", 1, 1e-6, 1e6, "squared length that rows or columns are drawn to")
          .makes(Parseval::new);

  private Parseval(Arguments arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Optional<Tensor> penalty(UpdateSite site) {
    var f = site.ops();
    float scale = (float) arguments().number("scale");
    Tensor sum = f.constant(0f);
    for (Parameter p : Weights.hidden(site.parameters())) {
      Tensor w = Weights.matrix(f, site.read(p));
      boolean tall = w.shape().dim(0) >= w.shape().dim(1);
      Tensor products = f.matmul(w, tall, w, !tall);
      int side = products.shape().dim(0);
      Tensor diagonal = f.constant(IntStream.range(0, side).toArray(), Shape.of(side));
      Tensor goal = f.scale(f.oneHot(diagonal, side), scale);
      sum = f.add(sum, f.sumAll(f.square(f.subtract(products, goal))));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }
}

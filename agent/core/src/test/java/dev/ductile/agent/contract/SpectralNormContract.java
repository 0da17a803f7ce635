package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Spectral normalisation of chosen layers against a naive forward pass; run by every engine. */
public abstract class SpectralNormContract {
  private static final List<String> LAYERS = List.of("mlp1", "mlp2", "hidden", "out");

  /** The engine under test. */
  protected abstract Engine engine();

  @Test
  void chosenLayersAreDividedByTheirLargestSingularValue() {
    check(SpectralNormLayers.PENULTIMATE, List.of("hidden"));
    check(SpectralNormLayers.HIDDEN, List.of("mlp1", "mlp2", "hidden"));
  }

  private void check(SpectralNormLayers layers, List<String> normalized) {
    OptimizerConfig still =
        OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 1e-14, 0.9, 0.999, 0.95, 1e-4);
    try (Learner learner =
        SmallLearners.with(
            engine(),
            SmallLearners.network(Normalization.NONE, Optional.of(layers)),
            new DqnObjective(TdLoss.MSE, true),
            still,
            List.of())) {
      for (int i = 0; i < 200; i++) {
        learner.update();
      }
      var images = learner.updateInput("observations");
      int pixels = images.capacity() / SmallLearners.BATCH;
      SmallLearners.asPlanes(learner.spec(), images, learner.actObservations(SmallLearners.BATCH));
      var values = learner.act(SmallLearners.BATCH);
      for (int b = 0; b < SmallLearners.BATCH; b++) {
        double[] x = new double[pixels];
        for (int i = 0; i < pixels; i++) {
          x[i] = (images.get(b * pixels + i) & 0xff) / 255.0;
        }
        for (String layer : LAYERS) {
          float[] bias = NaiveMlp.parameter(learner, layer + ".bias");
          float[] w = NaiveMlp.parameter(learner, layer + ".weight");
          double[] copy = new double[w.length];
          Arrays.setAll(copy, i -> w[i]);
          double sigma = normalized.contains(layer) ? NaiveSpectrum.largest(copy, bias.length) : 1;
          for (int i = 0; i < w.length; i++) {
            w[i] /= (float) sigma;
          }
          x = NaiveMlp.affine(x, w, bias);
          x = layer.equals("out") ? x : NaiveMlp.relu(x);
        }
        for (int a = 0; a < SmallLearners.ACTIONS; a++) {
          assertThat((double) values.get(b * SmallLearners.ACTIONS + a))
              .as("%s, sample %d", layers, b)
              .isCloseTo(x[a], within(1e-4));
        }
      }
      learner.syncTarget();
      for (String layer : LAYERS) {
        assertThat(vector(learner, "online", layer)).isEqualTo(vector(learner, "target", layer));
        assertThat(vector(learner, "online", layer).isPresent())
            .as(layer)
            .isEqualTo(normalized.contains(layer));
      }
    }
  }

  private static Optional<List<Float>> vector(Learner learner, String set, String layer) {
    return learner.variables().stream()
        .filter(v -> v.name().equals(set + "/" + layer + ".spectral_u"))
        .findFirst()
        .map((Variable v) -> floats(learner.read(v)));
  }

  private static List<Float> floats(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return List.of(boxed);
  }
}

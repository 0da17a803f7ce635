package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** Puts filters back to the nearest isometry, and begins dense layers anew. */
final class Fire extends Intervention {
  private static final String DENSE = "dense";
  private static final String ITERATIONS = "iterations";
  private static final String TARGET = "target";

  static final InterventionType TYPE =
      EditTimes.describe(
              InterventionType.named("fire", InterventionKind.SCHEDULED_EDIT)
                  .does(
                      "filters: at each of the k positions of a window, W ← √(outputs/inputs)/k·the"
                          + " nearest matrix with orthogonal rows or columns, by iterations of"
                          + " Newton-Schulz from W/|W|_F. Dense layers: fresh initial values, or"
                          + " the same of W (k = 1) with biases kept")
                  .target("gets the same new values, unless target=keep")
                  .optimizerState("kept")
                  .excludes(
                      "normalisations, noise scales of layers that are not fresh; biases of filters")
                  .source(
                      "Han et al. 2026 (2602.08040) and their code: DQN once, after half of 10M"
                          + " frames with an update for 4 steps; with dense=orthogonal outside RL."
                          + " The period is ours")
                  .notWith("the heads that injection froze may not change", "injection"),
              20_000)
          .choice(DENSE, "what becomes of dense layers", "fresh", "orthogonal")
          .whole(ITERATIONS, 10, 1, 1000, "of Newton-Schulz")
          .choice(TARGET, "whether the target follows at once", "same", OptimizerState.KEEP)
          .makes(Fire::new);

  private Fire(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public boolean actsWithin(long updates, long frames) {
    return EditTimes.comeWithin(arguments(), updates, frames);
  }

  @Override
  public void edit(EditContext site) {
    if (!EditTimes.isDue(arguments(), site)) {
      return;
    }
    boolean fresh = arguments().is(DENSE, "fresh");
    Set<String> denseLayers = new HashSet<>();
    for (Parameter p : site.parameters()) {
      if (p.role() == ParameterRole.WEIGHT && p.shape().rank() == 2) {
        denseLayers.add(NetworkLayers.layer(p));
      }
    }
    for (Parameter p : site.parameters()) {
      if (fresh && denseLayers.contains(NetworkLayers.layer(p))) {
        write(site, p, site.fresh(p));
        BitSet all = new BitSet();
        all.set(0, p.shape().elements());
        site.renewed(p, all);
      } else if (p.role() == ParameterRole.WEIGHT) {
        write(site, p, isometric(p, site.read(p.variable())));
      }
    }
  }

  private void write(EditContext site, Parameter p, float[] values) {
    site.write(p.variable(), values);
    if (arguments().is(TARGET, "same")) {
      site.write(site.targetOf(p).variable(), values);
    }
  }

  private float[] isometric(Parameter p, float[] weights) {
    int outputs = p.shape().dim(-1);
    int inputs = p.shape().dim(-2);
    int positions = weights.length / (inputs * outputs);
    double scale = Math.sqrt((double) outputs / inputs) / positions;
    float[] nearest = new float[weights.length];
    double[][] matrix = new double[inputs][outputs];
    for (int at = 0; at < weights.length; at += inputs * outputs) {
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < outputs; j++) {
          matrix[i][j] = weights[at + i * outputs + j];
        }
      }
      PolarFactor.of(matrix, (int) arguments().whole(ITERATIONS));
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < outputs; j++) {
          nearest[at + i * outputs + j] = (float) (scale * matrix[i][j]);
        }
      }
    }
    return nearest;
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return EditTimes.entry(arguments(), fork);
  }
}

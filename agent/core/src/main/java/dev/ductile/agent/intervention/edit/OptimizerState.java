package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.network.Parameter;
import java.util.BitSet;

/** Clears what an optimizer remembers, as edits are asked to. */
final class OptimizerState {
  /** Parameter of interventions that may clear moments. */
  static final String MOMENTS = "moments";

  /** Parameter of interventions that may clear the step count. */
  static final String STEPS = "steps";

  /** The choice between the two. */
  static final String CLEAR = "clear";

  /** The other choice. */
  static final String KEEP = "keep";

  private OptimizerState() {}

  /** Sets all moments of a parameter to 0. */
  static void clearMoments(EditContext site, Parameter parameter) {
    for (Variable moment : site.moments(parameter)) {
      site.write(moment, new float[moment.shape().elements()]);
    }
  }

  /** Sets the moments of some elements to 0. */
  static void clearMoments(EditContext site, Parameter parameter, BitSet elements) {
    for (Variable moment : site.moments(parameter)) {
      float[] values = site.read(moment);
      elements.stream().forEach(i -> values[i] = 0);
      site.write(moment, values);
    }
  }
}

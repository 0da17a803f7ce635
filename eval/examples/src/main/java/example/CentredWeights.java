package example;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionProvider;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import java.util.List;

/** After each update, takes a share of the mean weight from every weight of a layer. */
public final class CentredWeights extends Intervention {
  static final InterventionType TYPE =
      InterventionType.named("centred-weights", InterventionKind.UPDATE_RULE)
          .does("W ← W − share·mean(W), layer by layer")
          .source("an example")
          .number("share", 0.5, 0, 1, "of the mean, per update")
          .makes(CentredWeights::new);

  private CentredWeights(Options options) {
    super(TYPE, options);
  }

  @Override
  public Tensor project(UpdateContext context, Parameter parameter, Tensor updated) {
    if (parameter.role() != ParameterRole.WEIGHT) {
      return updated;
    }
    var f = context.ops();
    Tensor flat = f.reshape(updated, Shape.of(updated.shape().elements()));
    Tensor mean = f.reduceMean(flat, false, 0);
    return f.subtract(updated, f.scale(mean, (float) arguments().number("share")));
  }

  /** Named in META-INF/services, so that Ductile finds it. */
  public static final class Provider implements InterventionProvider {
    @Override
    public List<InterventionType> types() {
      return List.of(TYPE);
    }
  }
}

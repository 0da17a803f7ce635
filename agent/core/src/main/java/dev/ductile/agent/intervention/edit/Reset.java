package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.Refusals;
import dev.ductile.agent.network.Parameter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Begins the last layers, or the whole network, anew; the replay memory stays. */
final class Reset extends Intervention {
  private static final String LAYERS = "layers";
  private static final String TARGET = "target";

  static final InterventionType TYPE =
      EditTimes.describe(
              InterventionType.named("reset", InterventionKind.SCHEDULED_EDIT)
                  .does("fresh initial values for the last layers, normalisations included")
                  .target("gets the same new values, unless target=keep")
                  .optimizerState("moments of reset tensors and the step count 0, by parameters")
                  .excludes("layers before them")
                  .source(
                      "Nikishin et al. 2022: SPR the last layer every 2e4 updates, SAC all every"
                          + " 2e5; the code of the paper leaves the step count at 0 too")
                  .notWith("the heads that injection froze may not change", "injection")
                  .whole(
                      LAYERS,
                      1,
                      0,
                      1000,
                      "how many dense and convolution layers, counted from the output, two streams"
                          + " as one; 0 for all"),
              20_000)
          .choice(
              OptimizerState.MOMENTS, "of reset tensors", OptimizerState.CLEAR, OptimizerState.KEEP)
          .choice(
              OptimizerState.STEPS,
              "the optimizer's count, of all tensors",
              OptimizerState.CLEAR,
              OptimizerState.KEEP)
          .choice(TARGET, "whether the target is reset too", "reset", OptimizerState.KEEP)
          .makes(Reset::new);

  private Reset(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public boolean clearsOptimizerSteps() {
    return arguments().is(OptimizerState.STEPS, OptimizerState.CLEAR);
  }

  @Override
  public void begin(EditContext site) {
    int there = NetworkLayers.inOrder(site.parameters()).size();
    Refusals.when(
        arguments().whole(LAYERS) > there,
        "reset: layers=" + arguments().word(LAYERS) + " is more than the network's " + there);
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
    for (Parameter p : chosen(site)) {
      float[] fresh = site.fresh(p);
      site.write(p.variable(), fresh);
      if (arguments().is(TARGET, "reset")) {
        site.write(site.targetOf(p).variable(), fresh);
      }
      if (arguments().is(OptimizerState.MOMENTS, OptimizerState.CLEAR)) {
        OptimizerState.clearMoments(site, p);
      }
      if (p.role().isTrained()) {
        BitSet all = new BitSet();
        all.set(0, fresh.length);
        site.renewed(p, all);
      }
    }
    if (clearsOptimizerSteps()) {
      site.clearOptimizerSteps();
    }
  }

  /** Parameters of the last layers, then what those layers keep beside them. */
  private List<Parameter> chosen(EditContext site) {
    List<List<Parameter>> layers = NetworkLayers.inOrder(site.parameters());
    int count = (int) arguments().whole(LAYERS);
    int from = count == 0 ? 0 : layers.size() - count;
    List<Parameter> chosen = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Parameter p :
        layers.subList(from, layers.size()).stream().flatMap(List::stream).toList()) {
      chosen.add(p);
      names.add(NetworkLayers.layer(p));
    }
    for (Parameter state : site.layerStates()) {
      if (count == 0 || names.contains(NetworkLayers.layer(state))) {
        chosen.add(state);
      }
    }
    return chosen;
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return EditTimes.entry(arguments(), fork);
  }
}

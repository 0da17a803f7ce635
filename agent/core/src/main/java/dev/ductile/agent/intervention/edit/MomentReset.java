package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.OptimizerNeeds;
import dev.ductile.agent.intervention.Options;
import java.util.Map;
import java.util.Set;

/** Lets the optimizer forget whenever the target network, and with it the task, changes. */
final class MomentReset extends Intervention {
  private static final String NO_COPIES = "the target network is never copied at once";

  static final InterventionType MOMENTS =
      InterventionType.named("moment-reset", InterventionKind.SCHEDULED_EDIT)
          .does("the optimizer begins anew at each copy of the target network")
          .target("untouched")
          .optimizerState("all moments 0, and the step count unless steps=keep")
          .excludes("parameters themselves")
          .source("Asadi et al. 2023, resetting the optimizer in deep RL")
          .notWith(NO_COPIES, "hare-and-tortoise", "polyak")
          .notWith("they differ only in what they keep", "adam-rel")
          .choice(
              OptimizerState.STEPS,
              "the optimizer's count",
              OptimizerState.CLEAR,
              OptimizerState.KEEP)
          .makes(a -> new MomentReset(MomentReset.MOMENTS, a, true));

  static final InterventionType COUNT =
      InterventionType.named("adam-rel", InterventionKind.SCHEDULED_EDIT)
          .does("Adam's bias correction begins anew at each copy of the target network")
          .target("untouched")
          .optimizerState("moments kept, step count 0")
          .excludes("parameters themselves")
          .source("Ellis et al. 2024, Adam on local time")
          .notWith(NO_COPIES, "hare-and-tortoise", "polyak")
          .makes(a -> new MomentReset(MomentReset.COUNT, a, false));

  private final boolean moments;

  private MomentReset(InterventionType type, Options arguments, boolean moments) {
    super(type, arguments);
    this.moments = moments;
  }

  /**
   * Only Adam corrects its moments by a count; where nothing does, a count of 0 changes nothing.
   */
  @Override
  public Map<String, Set<String>> needs() {
    return moments ? Map.of() : OptimizerNeeds.ADAM;
  }

  @Override
  public boolean needsTargetCopies() {
    return true;
  }

  @Override
  public boolean clearsOptimizerSteps() {
    return !moments || arguments().is(OptimizerState.STEPS, OptimizerState.CLEAR);
  }

  @Override
  public void edit(EditContext site) {
    if (!site.targetWasSynced()) {
      return;
    }
    if (moments) {
      site.parameters().forEach(p -> OptimizerState.clearMoments(site, p));
    }
    if (clearsOptimizerSteps()) {
      site.clearOptimizerSteps();
    }
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("from the next copy of the target network on");
  }
}

package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the Wasserstein penalty sorts and ranks; run by every engine. */
public abstract class WassersteinContract {
  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(String with) {
    return SmallLearners.with(
        engine(),
        SmallLearners.network(Normalization.NONE, Optional.empty()),
        new DqnObjective(TdLoss.MSE, true),
        PenaltyContract.STILL,
        InterventionList.parse(with).all());
  }

  @Test
  void wassersteinSortsOnSchedule() {
    try (Learner learner = learner("wasserstein:period-updates=3")) {
      LearnerEdits edits = SmallLearners.edits(learner);
      Variable dealt =
          PenaltyContract.variable(learner, "intervention/wasserstein/dealt/hidden.weight");
      float[] first = learner.read(dealt);
      PenaltyContract.move(learner);
      edits.after(1, 0, false);
      edits.after(2, 0, false);
      assertThat(learner.read(dealt)).isEqualTo(first);
      edits.after(3, 0, false);
      float[] sorted = learner.read(dealt);
      assertThat(sorted).isNotEqualTo(first);
      Arrays.sort(first);
      Arrays.sort(sorted);
      assertThat(sorted).as("the same values").isEqualTo(first);
    }
  }

  @Test
  void wassersteinRanksWhatOtherEditsLeft() {
    String with = "wasserstein,shrink-and-perturb=0.1:period-updates=1";
    try (Learner learner = learner(with)) {
      float[] before = learner.read(learner.onlineParameters().get(0).variable());
      SmallLearners.edits(learner).after(1, 0, false);
      Parameter first = learner.onlineParameters().get(0);
      float[] values = learner.read(first.variable());
      assertThat(order(values)).as("the edit changed ranks").isNotEqualTo(order(before));
      float[] dealt =
          learner.read(
              PenaltyContract.variable(learner, "intervention/wasserstein/dealt/" + first.name()));
      assertThat(order(dealt)).isEqualTo(order(values));
    }
  }

  private static List<Integer> order(float[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparing(i -> values[i]))
        .toList();
  }
}

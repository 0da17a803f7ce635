package dev.ductile.eval.run.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.eval.plot.Mark;
import dev.ductile.eval.run.TinyTraining;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Marks stand where the trainer begins to do something. */
class RunMarksTest {
  private static RunConfig config(String with, String... assignments) {
    Settings<RunConfig> settings = TinyTraining.settings(assignments);
    settings.put("interventions", with, "--with");
    InterventionSettings.expand(settings, Set.of());
    return settings.toConfig();
  }

  @Test
  void learningAndScheduledInterventionsAreMarkedWhereTheyBegin() {
    // 100 transitions before the first update, an update every 4 steps, 4 frames a step.
    String[] steps = {"learning.updatePeriodSteps=4", "env.frameSkip=4"};
    assertThat(RunMarks.of(config("layer-norm,redo:period-updates=20", steps), 10_000))
        .containsExactly(
            new Mark(400, "learning begins"), new Mark(720, "redo:period-updates=20 begins"));
    assertThat(RunMarks.of(config("reset:at-frames=500+900", steps), 10_000))
        .containsExactly(
            new Mark(400, "learning begins"), new Mark(500, "reset:at-frames=500+900 begins"));
    assertThat(RunMarks.of(config("reset:at-frames=5000", steps), 450))
        .containsExactly(new Mark(400, "learning begins"));
  }

  @Test
  void visitsAreNamed() {
    RunConfig config =
        config(
            "",
            "continual.visits=volley:mode=0,volley:mode=1",
            "continual.visitFrames=800",
            "evaluation.periodFrames=0",
            "evaluation.finalEpisodes=0");
    assertThat(RunMarks.of(config, 2000))
        .filteredOn(mark -> !mark.label().equals("learning begins"))
        .extracting(Mark::at)
        .containsExactly(0.0, 800.0, 1600.0);
  }
}

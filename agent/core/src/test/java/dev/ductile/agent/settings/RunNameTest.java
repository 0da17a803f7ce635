package dev.ductile.agent.settings;

import static dev.ductile.agent.settings.VolleyConfigs.config;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.intervention.Interventions;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs are called by what distinguishes them. */
class RunNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dqn     |                        | dqn on volley | volley-dqn",
        "rainbow | layer-norm,redo=5      | rainbow + layer-norm, redo=5 on volley"
            + " | volley-rainbow-layer_norm-redo_5",
        "qr-dqn  | redo:period-updates=10 | qr-dqn + redo:period-updates=10 on volley"
            + " | volley-qr_dqn-redo_period_updates_10",
        "dqn     | layer-norm=channel     | dqn + layer-norm on volley"
            + " | volley-dqn-layer_norm",
      })
  void titlesAndFoldersSayWhatWasSwitchedOn(String agent, String with, String title, String slug) {
    RunConfig config = config(agent, with == null ? "" : with);
    assertThat(RunName.title(config)).isEqualTo(title);
    assertThat(RunName.slug(config)).isEqualTo(slug);
  }

  @Test
  void modesAndVisitsStandForTheGame() {
    assertThat(RunName.title(config("dqn", "", "env.mode=1", "env.difficulty=2")))
        .isEqualTo("dqn on volley:mode=1:difficulty=2");
    String noEvaluation = "evaluation.periodFrames=0";
    String none = "evaluation.finalEpisodes=0";
    String frames = "continual.visitFrames=1000";
    String two = "continual.visits=volley:mode=0,volley:mode=1,volley:mode=0";
    assertThat(RunName.title(config("dqn", "redo", two, frames, noEvaluation, none)))
        .isEqualTo("dqn + redo on volley");
    String three = "continual.visits=volley,pong,boxing";
    assertThat(
            RunName.slug(
                config("dqn", "redo", three, "env.actionSet=FULL", frames, noEvaluation, none)))
        .isEqualTo("3_games-dqn-redo");
  }

  @Test
  void labelsAreReadAsWhatTheyStandFor() {
    for (var type : Interventions.all()) {
      var given = InterventionList.parse(type.name()).all().get(0);
      assertThat(given.label()).isEqualTo(type.name());
      for (var parameter : type.parameters()) {
        boolean alone = !type.name().equals("normalize-and-project"); // its parameters go together
        if (alone && parameter.choices().isEmpty() && parameter.low() + 2 <= parameter.high()) {
          long other = (long) Math.ceil(parameter.low()) + 1;
          String text = type.name() + ":" + parameter.name() + "=" + other;
          var with = InterventionList.parse(text).all().get(0);
          assertThat(InterventionList.parse(with.label()).all().get(0).text())
              .isEqualTo(with.text());
        }
      }
    }
  }

  @Test
  void foldersFitAnyFileSystem() {
    assertThat(RunName.slug(List.of("../x y", "dqn\n", "ä=1e-05")))
        .isEqualTo(".._x_y-dqn_-__1e_05");
    String all = RunName.slug(Collections.nCopies(40, "layer-norm"));
    assertThat(all).hasSizeLessThanOrEqualTo(80).endsWith("layer_norm-and_34_more");
    assertThat(RunName.slug(List.of("volley", "x".repeat(300)))).hasSizeLessThanOrEqualTo(80);
  }
}

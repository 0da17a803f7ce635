package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.evaluation.GameEnd;
import dev.ductile.eval.evaluation.PlayedGame;
import dev.ductile.eval.probe.ProbeConfig;
import dev.ductile.eval.probe.task.Score;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.definition.Recipes;
import dev.ductile.eval.sweep.definition.SweepClaim;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The recipes fit the command line. */
class SweepRecipesTest {
  /** What a run's evaluation is written as. */
  private static final Map<String, Object> FIGURES =
      new EvaluationResult(List.of(new PlayedGame(0, 1, 8, GameEnd.OVER)), 1, 8, 0).toMap();

  private static final List<String> MEASURED_AT =
      List.of(
          "probe.lastTask",
          "probe.alongTasks.riseAtSwitch",
          "probe.alongTasks.recovery",
          "probe.alongTasks.withScore",
          "probe.alongTasks.withNextScore");
  private static final String MEASURED = ".plasticity/";

  static List<String> names() {
    return Recipes.names();
  }

  @Test
  void theIndexListsTheFolder() throws Exception {
    Path index = Path.of(Recipes.class.getResource("/dev/ductile/eval/recipes/index.txt").toURI());
    try (Stream<Path> files = Files.list(index.getParent())) {
      assertThat(files.filter(file -> !file.equals(index)).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Recipes.names().stream().map(name -> name + ".yaml").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void parses(String name) {
    SweepDefinition sweep = Recipes.load(name);
    assertThat(sweep.name()).isEqualTo(name);
    assertThat(name).endsWith("-" + sweep.size());
    assertThat(sweep.seedAxis().orElseThrow().labels())
        .hasSizeGreaterThanOrEqualTo(SeedIntervals.MINIMUM_FOR_VERDICT);
    assertThat(sweep.claims()).isNotEmpty();
    assertThat(sweep.differences()).isNotBlank();
    assertThat(Recipes.text(name)).startsWith("# Known: ").contains("\n# Unknown: ");
    assertThat(
            new Sweep(sweep, Path.of("out"), CodeIdentity.current(), new TrialResolution(name))
                .trials())
        .isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void trialsAreValidConfigurations(String name) {
    SweepDefinition sweep = Recipes.load(name);
    for (Trial trial : Trial.of(sweep, new TrialResolution(name))) {
      if (sweep.command().equals("train")) {
        checkTrain(trial, sweep.metrics());
      } else {
        checkProbe(trial, sweep.metrics());
      }
    }
  }

  private static void checkTrain(Trial trial, List<String> metrics) {
    TrainCommand command = new TrainCommand();
    new CommandLine(command).parseArgs(words(trial));
    RunConfig config = command.settings().toConfig();
    assertThat(config.run().seed()).isEqualTo(Long.parseLong(trial.labels().get("seed")));
    for (String metric : metrics) {
      if (metric.startsWith("visits.")) {
        assertThat(metric).isIn("visits.meanRevisitMinusFirst", "visits.meanReturn");
        assertThat(config.continual().cycle()).as(trial.describe()).isNotEmpty();
      } else {
        assertThat(metric).startsWith("evaluation.");
        assertThat(FIGURES).containsKey(metric.substring("evaluation.".length()));
        assertThat(config.evaluation().finalEpisodes()).as(trial.describe()).isPositive();
        // Games that a limit cuts are left out of the mean: the longest, which may be the best.
        assertThat(config.evaluation().maxFrames()).as(trial.describe()).isZero();
      }
    }
  }

  private static void checkProbe(Trial trial, List<String> metrics) {
    ProbeCommand command = new ProbeCommand();
    new CommandLine(command).parseArgs(words(trial));
    ProbeConfig config = command.variant().config();
    assertThat(command.firstSeed()).isEqualTo(Long.parseLong(trial.labels().get("seed")));
    boolean numbers = config.task().name().score() == Score.UNEXPLAINED;
    for (String metric : metrics) {
      int measured = metric.indexOf(MEASURED);
      if (measured >= 0) {
        assertThat(metric.substring(0, measured)).isIn(MEASURED_AT);
        String quantity = metric.substring(measured + MEASURED.length()).split("/")[0];
        assertThat(config.run().measure().all())
            .as(metric)
            .anyMatch(type -> List.of(type.logs().split(",\\s*")).contains(quantity));
      } else if (metric.equals("probe.fineTuneLoss")) {
        assertThat(numbers).as(trial.describe()).isTrue();
      } else {
        assertThat(metric).isIn("probe.firstTaskScore", "probe.lastTaskScore");
      }
    }
  }

  private static String[] words(Trial trial) {
    return trial.arguments().toArray(String[]::new);
  }

  /** The paper's Atari evaluation is LayerNorm alone, and L2 interfered there. */
  @ParameterizedTest
  @MethodSource("names")
  void atariRecipesDoNotOverstateThePaper(String name) {
    SweepDefinition sweep = Recipes.load(name);
    if (name.startsWith("atari-l2")) {
      assertThat(sweep.about()).contains("does not claim that L2 helps", "interferes");
      assertThat(sweep.claims()).extracting(SweepClaim::claim).noneMatch(c -> c.contains("raises"));
    }
    if (name.startsWith("atari-layer-norm-l2")) {
      assertThat(sweep.about()).contains("NOT a result of the paper");
      assertThat(sweep.claims().get(0).source()).contains("our question");
    } else if (name.startsWith("atari-layer-norm")) {
      assertThat(sweep.about()).contains("LayerNorm alone");
    }
  }
}

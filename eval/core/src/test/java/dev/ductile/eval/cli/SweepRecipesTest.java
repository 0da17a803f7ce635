package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.eval.sweep.ClaimTest;
import dev.ductile.eval.sweep.Recipes;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepClaim;
import dev.ductile.eval.sweep.SweepDefinition;
import dev.ductile.eval.sweep.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The recipes fit the command line. */
class SweepRecipesTest {
  static List<String> names() {
    return Recipes.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void parses(String name) {
    SweepDefinition sweep = Recipes.load(name);
    assertThat(sweep.name()).isEqualTo(name);
    assertThat(name).endsWith("-" + sweep.size());
    assertThat(sweep.seedAxis().orElseThrow().labels())
        .hasSizeGreaterThanOrEqualTo(ClaimTest.MINIMUM_SEEDS);
    assertThat(sweep.claims()).isNotEmpty();
    assertThat(sweep.differences()).isNotBlank();
    assertThat(Recipes.text(name)).startsWith("# Known: ").contains("\n# Unknown: ");
    assertThat(new Sweep(sweep, Path.of("out"), "v").trials()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void trainRecipesAreValidConfigurations(String name) {
    SweepDefinition sweep = Recipes.load(name);
    if (!sweep.command().equals("train")) {
      assertThat(sweep.command()).isEqualTo("probe");
      return;
    }
    Set<String> missing = missing(sweep);
    assumeTrue(missing.isEmpty(), () -> name + " needs what this build does not have: " + missing);
    for (Trial trial : Trial.of(sweep)) {
      TrainCommand command = new TrainCommand();
      new CommandLine(command).parseArgs(trial.arguments().toArray(String[]::new));
      RunConfig config = command.settings().toConfig();
      assertThat(config.run().seed()).isEqualTo(Long.parseLong(trial.labels().get("seed")));
      if (sweep.metrics().stream().anyMatch(metric -> metric.startsWith("evaluation."))) {
        assertThat(config.evaluation().finalEpisodes()).as(trial.describe()).isPositive();
      }
    }
  }

  /** Options and interventions that are not there. */
  private static Set<String> missing(SweepDefinition sweep) {
    Set<String> missing = new TreeSet<>();
    Set<String> options =
        new CommandLine(new TrainCommand()).getCommandSpec().optionsMap().keySet();
    Set<String> interventions =
        Interventions.all().stream().map(InterventionType::name).collect(Collectors.toSet());
    for (Trial trial : Trial.of(sweep)) {
      List<String> words = trial.arguments();
      words.stream()
          .filter(word -> word.startsWith("--") && !options.contains(word))
          .forEach(missing::add);
      int with = words.indexOf("--with");
      if (with >= 0) {
        for (String part : words.get(with + 1).split(",")) {
          String intervention = part.split("[:=]", 2)[0];
          if (!interventions.contains(intervention)) {
            missing.add(intervention);
          }
        }
      }
    }
    return missing;
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

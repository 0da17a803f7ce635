package dev.ductile.eval.score.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.WrittenRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolTest {
  private static final Set<String> OWN_KEYS =
      Set.of(
          "about",
          "score",
          "training.windowFrames",
          "training.lastGames",
          "training.atFrames",
          "training.frames",
          "evaluation.epsilon",
          "evaluation.games",
          "evaluation.phaseFrames",
          "evaluation.wholeGames");

  @TempDir private Path scratch;

  @Test
  void everyValueHasASourceAndAKeyThatIsKnown() {
    assertThat(Protocol.names())
        .containsExactly("dopamine", "machado", "dqn-zoo", "cleanrl", "atari-100k");
    for (String name : Protocol.names()) {
      Protocol protocol = Protocol.named(name);
      protocol
          .values()
          .forEach(
              (key, value) -> {
                String where = name + " " + key;
                assertThat(value.source()).as(where).isNotBlank();
                assertThat(value.value()).as(where).isNotBlank();
                String plain = key.replaceFirst("@.*", "");
                if (key.contains("@")) {
                  String agent = key.substring(key.indexOf('@') + 1);
                  assertThat(AgentPresets.all()).as(where).containsKey(agent);
                }
                assertThat(key.startsWith("env.") || OWN_KEYS.contains(plain)).as(where).isTrue();
              });
      assertThat(protocol.values().get("score").value()).isIn("TRAINING", "EVALUATION");
      assertThat(protocol.scoresTraining() || protocol.playsGames()).as(name).isTrue();
    }
  }

  /** What a protocol says of the game can be put into a configuration, and is written alike. */
  @Test
  void rulesOfTheGameAreValuesOfARun() {
    for (String name : Protocol.names()) {
      Protocol protocol = Protocol.named(name);
      Settings<?> settings = AgentPresets.load("dqn", null).put("env.game", "pong", "test");
      protocol.env().forEach((key, value) -> settings.putText(key + "=" + value, name));
      Map<String, String> values =
          ConfigDifferences.flatten((dev.ductile.agent.config.RunConfig) settings.toConfig());
      assertThat(values).as(name).containsAllEntriesOf(protocol.env());
    }
  }

  @Test
  void epsilonIsTheAgents() {
    Protocol zoo = Protocol.named("dqn-zoo");
    assertThat(zoo.epsilon("dqn")).hasValue(0.05);
    assertThat(zoo.epsilon("c51")).hasValue(0.001);
    assertThat(zoo.epsilon("rainbow")).hasValue(0);
    assertThatThrownBy(() -> Protocol.named("dopamin"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dopamine");
  }

  private ScoredRun run(String... assignments) throws IOException {
    WrittenRun run = WrittenRun.of("pong", 1, assignments);
    for (int game = 1; game <= 250; game++) {
      run.game(game * 100_000L, game, 100_000);
    }
    return ScoredRun.read(run.write(scratch.resolve("run")));
  }

  @Test
  void dopamineTakesEachMillionFrames() throws IOException {
    ProtocolReading reading =
        new ProtocolReading(Protocol.named("dopamine"), run("run.frames=25M"));
    List<TrainingScore> scores = reading.trainingScores();
    assertThat(scores).hasSize(25);
    assertThat(scores.get(0)).isEqualTo(new TrainingScore(0, 1_000_000, 10, 5.5));
    assertThat(scores.get(24)).isEqualTo(new TrainingScore(24_000_000, 25_000_000, 10, 245.5));
    assertThat(reading.trainedOtherwise()).isEmpty();
    assertThat(reading.sentence(scores)).contains("read from the run's metrics.jsonl");
    assertThat(reading.trainingIdentity(scores.get(24)).fields())
        .containsEntry("protocol", "dopamine")
        .containsEntry("frames", "25000000");
  }

  @Test
  void machadoTakesTheLastHundredGamesWhereTheRunCame() throws IOException {
    ProtocolReading reading =
        new ProtocolReading(
            Protocol.named("machado"), run("run.frames=25M", "env.stickyActionProbability=0"));
    assertThat(reading.trainingScores())
        .containsExactly(new TrainingScore(0, 10_000_000, 100, 50.5));
    assertThat(reading.trainedOtherwise())
        .containsExactly(
            "env.stickyActionProbability was 0.0, the protocol has 0.25",
            "env.actionSet was MINIMAL, the protocol has FULL");
  }

  @Test
  void aShortRunHasNoScoreYet() throws IOException {
    ProtocolReading reading = new ProtocolReading(Protocol.named("machado"), run("run.frames=9M"));
    assertThat(reading.trainingScores()).isEmpty();
    assertThat(reading.sentence(List.of())).contains("none yet, as the run has 9,000,000 frames");
  }

  @Test
  void gamesArePlayedByTheProtocolsRulesWithTheNetworksActions() throws IOException {
    ScoredRun run = run("run.frames=25M", "env.actionSet=FULL");
    Map<String, String> playing =
        ConfigDifferences.flatten(
            new ProtocolReading(Protocol.named("dqn-zoo"), run).playing(0.05));
    assertThat(playing)
        .containsEntry("env.noOpsMax", "30")
        .containsEntry("env.stickyActionProbability", "0.0")
        .containsEntry("env.actionSet", "FULL")
        .containsEntry("evaluation.epsilon", "0.05")
        .containsEntry("evaluation.environments", "1");
  }
}

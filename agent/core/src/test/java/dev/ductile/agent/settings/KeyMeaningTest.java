package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyMeaningTest {
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
  private static final Pattern RANGE =
      Pattern.compile("(above )?" + NUMBER + "(?: to (below )?" + NUMBER + "| or more)?(?:;.*)?");

  /** Settings in which no other value stands in the way of a key's range. */
  private static final List<String> ROOMY =
      List.of(
          "replay.minimumTransitions=1",
          "replay.capacityTransitions=1000000",
          "env.noOpsMax=100000",
          "env.maxFramesPerEpisode=0",
          "optimizer.learningRate=1e-5",
          "objective.kind=C51",
          "network.noisy.kind=FACTORISED");

  static List<String> keys() {
    return List.copyOf(ConfigKeys.all().keySet());
  }

  static List<String> ranged() {
    return keys().stream()
        .filter(key -> RANGE.matcher(KeyMeaning.ofRun().get(key).range()).matches())
        .toList();
  }

  @Test
  void everyKeyHasAMeaningAndNoOther() {
    assertThat(KeyMeaning.ofRun().keySet()).containsExactlyInAnyOrderElementsOf(keys());
    assertThat(ranged()).hasSizeGreaterThan(70);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void numbersSayTheirRangeAndCountsTheirUnit(String key) {
    KeyMeaning meaning = KeyMeaning.ofRun().get(key);
    Class<?> type = ConfigKeys.all().get(key);
    boolean number = type.isPrimitive() && type != boolean.class || type == Integer.class;
    assertThat(meaning.meaning()).isNotBlank();
    assertThat(meaning.range().isEmpty()).as("range of " + key).isEqualTo(!number);
    if (key.matches("(?!measurement.probe).*(Frames|Steps|Updates|Transitions)$")) {
      assertThat(key.toLowerCase(Locale.ROOT)).endsWith(meaning.unit().replace("agent ", ""));
    }
  }

  private static Settings<RunConfig> with(String assignment) {
    Settings<RunConfig> settings = AgentPresets.load("dqn", null).put("env.game", "volley", "test");
    ROOMY.forEach(roomy -> settings.putText(roomy, "test"));
    return settings.putText(assignment, "--set");
  }

  /** Just inside is possible, or at least nothing is said against the key; just outside is not. */
  @ParameterizedTest
  @MethodSource("ranged")
  void rangesAreThoseThatAreChecked(String key) {
    Matcher range = RANGE.matcher(KeyMeaning.ofRun().get(key).range());
    assertThat(range.matches()).isTrue();
    boolean whole = ConfigKeys.all().get(key) != double.class;
    BigDecimal step = whole ? BigDecimal.ONE : new BigDecimal("1e-9");
    BigDecimal low = new BigDecimal(range.group(2));
    BigDecimal lowest = range.group(1) == null ? low : low.add(step);
    expectPossible(key, lowest);
    boolean zeroSpecial = KeyMeaning.ofRun().get(key).range().contains("; 0 ");
    if (zeroSpecial) {
      expectRefused(key, lowest.subtract(step));
      expectRefused(key, lowest.subtract(step).subtract(step));
    } else {
      expectRefused(key, lowest.subtract(step));
    }
    if (range.group(4) != null) {
      BigDecimal high = new BigDecimal(range.group(4));
      BigDecimal highest = range.group(3) == null ? high : high.subtract(step);
      expectPossible(key, highest);
      BigDecimal tiny = high.abs().max(BigDecimal.ONE).multiply(new BigDecimal("1e-9"));
      expectRefused(key, highest.add(whole ? step : tiny.max(step)));
    }
  }

  private static void expectPossible(String key, BigDecimal value) {
    String text = key + "=" + value.toPlainString();
    try {
      assertThatCode(() -> with(text).toConfig()).doesNotThrowAnyException();
    } catch (AssertionError e) {
      // Another key's own limit came first, such as what fits an array; it says which.
      String problem = problem(text);
      assertThat(problem)
          .as(text)
          .doesNotMatch(
              "(env\\.)?"
                  + Pattern.quote(key)
                  + " = \\S+ is not possible: use -?\\d\\S* (to|or) .*");
    }
  }

  private static String problem(String text) {
    try {
      with(text).toConfig();
      return "";
    } catch (ConfigurationException e) {
      return e.getMessage();
    }
  }

  private static void expectRefused(String key, BigDecimal value) {
    String name = key.replaceFirst("^env\\.", "");
    assertThatThrownBy(() -> with(key + "=" + value.toPlainString()).toConfig())
        .as(key + "=" + value)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(name + " = ");
  }

  @Test
  void otherNamesMeanKeysThatThereAre() {
    assertThat(ConfigKeys.all().keySet()).containsAll(OtherNames.all().values());
    assertThat(OtherNames.all().keySet()).allMatch(name -> name.matches("[a-z0-9]+"));
    for (String[] pair :
        new String[][] {
          {"optimizer.lr", "optimizer.learningRate"},
          {"lr", "optimizer.learningRate"},
          {"batch_size", "replay.batchSize"},
          {"gamma", "replay.discount"},
          {"agent.gamma", "replay.discount"},
          {"buffer_size", "replay.capacityTransitions"},
          {"target_update", "learning.targetUpdatePeriodUpdates"},
          {"total_timesteps", "run.frames"},
          {"num-envs", "run.environments"},
          {"v_max", "objective.categorical.valueMax"},
        }) {
      assertThatThrownBy(() -> Settings.ofRun().putText(pair[0] + "=1", "--set"))
          .hasMessageContaining("did you mean " + pair[1]);
    }
    assertThatThrownBy(() -> Settings.ofRun().putText("epsilon=1", "--set"))
        .hasMessageContaining("exploration.epsilonEnd");
  }
}

package dev.ductile.agent.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.GeneratedPart;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every key has a rule, and every intervention says how it enters or why it cannot. */
class ForkRulesTest {
  private static final long FRAMES = 100_000;

  private static Settings<RunConfig> settings(String with, String... assignments) {
    Settings<RunConfig> settings = AgentPresets.load("dqn", null).put("env.game", "volley", "test");
    settings.put("run.frames", 1_000_000, "test");
    return put(settings, with, assignments);
  }

  private static Settings<RunConfig> put(
      Settings<RunConfig> settings, String with, String... assignments) {
    settings.put("interventions", with, "test");
    for (String assignment : assignments) {
      settings.putText(assignment, "test");
    }
    InterventionSettings.expand(settings, Set.of());
    return settings;
  }

  private static ForkChanges fork(String before, String with, String... assignments) {
    ForkSettings fork = ForkSettings.of(settings(before), "0".repeat(64), FRAMES);
    put(fork.settings(), with, assignments);
    return fork.changes();
  }

  @Test
  void everyKeyHasARule() {
    assertThat(ForkRules.all().keySet())
        .as("a key without a rule: say in ForkRules whether a fork may change it")
        .containsExactlyInAnyOrderElementsOf(ConfigKeys.all().keySet());
    assertThat(ForkRules.of("a.new.key").may()).isFalse();
  }

  @Test
  void everyKeyThatMayNotChangeIsRefusedByName() {
    for (Map.Entry<String, ForkRules.Rule> each : ForkRules.all().entrySet()) {
      String key = each.getKey();
      String value = another(key);
      if (each.getValue().may() || key.startsWith("fork.") || value == null) {
        continue;
      }
      ForkSettings fork = ForkSettings.of(settings(""), "0".repeat(64), FRAMES);
      Settings<RunConfig> changed = fork.settings();
      changed.put(key, value.matches("-?\\d+") ? Long.valueOf(value) : value, "test");
      assertThatThrownBy(fork::changes)
          .as(key)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(key)
          .hasMessageContaining(each.getValue().why());
    }
  }

  /** Another possible value of a key; null where it is not to be had alone. */
  private static String another(String key) {
    Class<?> type = ConfigKeys.all().get(key);
    Object now = settings("").get(key).value();
    if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (!constant.toString().equals(now) && isPossible(key, constant.toString())) {
          return constant.toString();
        }
      }
      return null;
    }
    if (type == boolean.class) {
      String other = String.valueOf(!Boolean.TRUE.equals(now));
      return isPossible(key, other) ? other : null;
    }
    if (type == int.class || type == long.class || type == Integer.class) {
      String more = String.valueOf(now == null ? 1 : ((Number) now).longValue() + 1);
      return isPossible(key, more) ? more : null;
    }
    return null;
  }

  private static boolean isPossible(String key, String value) {
    try {
      settings("", key + "=" + value).toConfig();
      return true;
    } catch (ConfigurationException e) {
      return false;
    }
  }

  @Test
  void whatMayChangeDoes() {
    assertThat(
            fork(
                    "",
                    "",
                    "optimizer.learningRate=0.5e-3",
                    "optimizer.kind=ADAM_EPSILON_HAT",
                    "replay.batchSize=16",
                    "exploration.epsilonEnd=0.2",
                    "env.stickyActionProbability=0.1",
                    "run.frames=2M")
                .reseeded())
        .isFalse();
    assertThat(fork("", "", "run.seed=9").reseeded()).isTrue();
    assertThat(fork("", "", "measurement.names=dormant").measuredAsBefore()).isFalse();
  }

  @Test
  void whatAnInterventionPutStaysUnlessItIsSet() {
    assertThatThrownBy(() -> fork("l2=1e-5", ""))
        .hasMessageContaining("l2 cannot leave: optimizer.l2=1.0E-5 is from it; say what");
    assertThat(fork("l2=1e-5", "", "optimizer.l2=0").leaving()).containsExactly("l2");
    assertThatThrownBy(() -> fork("layer-norm", ""))
        .hasMessageContaining("layer-norm cannot leave: network.normalization=LAYER_NORM_CHANNEL")
        .hasMessageContaining("is from it and stays");
    assertThat(fork("redo", "").leaving()).containsExactly("redo");
    assertThatThrownBy(
            () ->
                fork(
                    "moment-reset",
                    "",
                    "optimizer.schedule=LINEAR",
                    "optimizer.scheduleUpdates=1000000"))
        .hasMessageContaining("counts what an intervention of the prefix has cleared");
  }

  @Test
  void initialParametersMustBeKnown() {
    assertThat(fork("", "l2-init").entering()).hasSize(1);
    assertThatThrownBy(() -> fork("redo", "redo,l2-init"))
        .hasMessageContaining("l2-init cannot enter: redo began parameters anew");
  }

  @Test
  void aBareNameGetsTheForksFrameWhereItHasATime() {
    ForkSettings fork = ForkSettings.of(settings("redo"), "0".repeat(64), FRAMES);
    assertThat(fork.joined().apply("injection"))
        .contains("redo:threshold=0.1")
        .endsWith("injection:at-frame=" + FRAMES);
    assertThat(fork.joined().apply("injection=200k")).endsWith("injection=200k");
    assertThat(fork.joined().apply("redo=0.3")).isEqualTo("redo=0.3");
  }

  /** One that others bring along, which knows nothing of forks. */
  @Test
  void anInterventionThatSaysNothingIsRefusedByNameWithTheReason() {
    InterventionType[] type = new InterventionType[1];
    type[0] =
        InterventionType.named("silent", InterventionKind.PENALTY)
            .makes(options -> new Silent(type[0], options));
    Intervention silent = type[0].factory().apply(null);
    ForkEntry entry = silent.entry(new ForkPoint(FRAMES, List.of()));
    assertThat(entry.isPossible()).isFalse();
    assertThat(entry.refusal()).contains("does not say how it enters");
  }

  private static final class Silent extends Intervention {
    Silent(InterventionType type, Options arguments) {
      super(type, arguments);
    }
  }

  @Test
  void thePageHoldsTheTables() throws IOException {
    GeneratedPart.check(
        "forks.md", "<!-- generated: keys -->", "<!-- end of generated: keys -->", keys());
    GeneratedPart.check(
        "forks.md",
        "<!-- generated: interventions -->",
        "<!-- end of generated: interventions -->",
        interventions());
  }

  private static String keys() {
    Map<ForkRules.Rule, List<String>> byRule = new LinkedHashMap<>();
    ForkRules.all()
        .forEach((key, rule) -> byRule.computeIfAbsent(rule, r -> new ArrayList<>()).add(key));
    StringBuilder table =
        new StringBuilder("| what | may change | that means, or why not | keys |\n");
    table.append("| --- | --- | --- | --- |\n");
    byRule.forEach(
        (rule, keys) ->
            table.append(
                String.format(
                    "| %s | %s | %s | `%s` |%n",
                    rule.what(), rule.may() ? "yes" : "no", rule.why(), String.join("` `", keys))));
    return table.toString();
  }

  private static String interventions() {
    StringBuilder table = new StringBuilder("| intervention | at the fork |\n| --- | --- |\n");
    for (InterventionType type : Interventions.all()) {
      if (!type.source().isEmpty()) {
        table.append("| `").append(type.name()).append("` | ").append(how(type)).append(" |\n");
      }
    }
    return table.toString();
  }

  private static String how(InterventionType type) {
    Intervention each = InterventionList.parse(type.name()).all().get(0);
    ForkEntry entry = each.entry(new ForkPoint(FRAMES, List.of()));
    return each.settings().keySet().stream()
        .filter(key -> !ForkRules.of(key).may() && !entry.keys().contains(key))
        .filter(key -> !type.name().equals("parseval"))
        .sorted()
        .findFirst()
        .map(key -> "refused: " + ForkRules.of(key).what() + ", " + ForkRules.of(key).why())
        .orElse(entry.how());
  }
}

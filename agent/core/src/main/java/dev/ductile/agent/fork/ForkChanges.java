package dev.ductile.agent.fork;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.optimizer.LearningRateSchedule;
import dev.ductile.agent.optimizer.Optimizer;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.Setting;
import dev.ductile.base.ConfigurationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a fork changes, found possible.
 *
 * @param frames emulator frames at which it is
 * @param entering the interventions that were not there before, each with how it enters
 * @param leaving names of those that are not there any more
 * @param reseeded whether random streams begin anew from another seed
 * @param measuredAsBefore whether measurements go on from those of the prefix
 */
public record ForkChanges(
    long frames,
    Map<Intervention, ForkEntry> entering,
    List<String> leaving,
    boolean reseeded,
    boolean measuredAsBefore) {
  private static final String OPTIMIZER = "optimizer.kind";
  private static final Set<String> LOOKED_AT_APART =
      Set.of("interventions", "run.seed", "run.frames");

  /** Keeps copies in the same order. */
  public ForkChanges {
    entering = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entering));
    leaving = List.copyOf(leaving);
  }

  /**
   * Finds what is changed.
   *
   * @param before the prefix's configuration
   * @param now the fork's
   * @param frames emulator frames of the fork
   * @throws ConfigurationException naming everything that cannot be changed, with the reasons
   */
  public static ForkChanges between(RunConfig before, RunConfig now, long frames) {
    List<String> refused = new ArrayList<>();
    List<String> names = names(before);
    ForkPoint point = new ForkPoint(frames, names);
    Map<Intervention, ForkEntry> entering = new LinkedHashMap<>();
    for (Intervention each : now.interventions().all()) {
      if (!names.contains(each.type().name())) {
        ForkEntry entry = each.entry(point);
        entering.put(each, entry);
        if (!entry.isPossible()) {
          refused.add(each.type().name() + " cannot enter: " + entry.refusal());
        }
      }
    }
    Map<String, String> was = ConfigDifferences.flatten(before);
    Map<String, String> is = ConfigDifferences.flatten(now);
    is.forEach(
        (key, value) -> {
          if (!value.equals(was.get(key))) {
            refusal(key, before, now, entering)
                .ifPresent(
                    why -> refused.add(key + " was " + was.get(key) + ", now " + value + why));
          }
        });
    List<Intervention> leaving =
        before.interventions().all().stream()
            .filter(each -> !names(now).contains(each.type().name()))
            .toList();
    leaving.forEach(each -> refused.addAll(leftBehind(each, now, was, is)));
    if (clears(before)
        && !clears(now)
        && now.optimizer().schedule() != LearningRateSchedule.CONSTANT) {
      refused.add(
          "optimizer.schedule="
              + now.optimizer().schedule()
              + " counts what an intervention of the prefix has cleared: keep one that clears the"
              + " optimizer's count");
    }
    if (!refused.isEmpty()) {
      throw new ConfigurationException(
          "a fork at frame " + frames + " cannot change this: " + String.join("; ", refused));
    }
    requireLength(now, frames);
    boolean sameNetwork = before.network().equals(now.network());
    return new ForkChanges(
        frames,
        entering,
        leaving.stream().map(each -> each.type().name()).toList(),
        before.run().seed() != now.run().seed(),
        sameNetwork && before.measurement().equals(now.measurement()));
  }

  private static List<String> names(RunConfig config) {
    return config.interventions().all().stream().map(each -> each.type().name()).toList();
  }

  private static boolean clears(RunConfig config) {
    return config.interventions().all().stream().anyMatch(Intervention::clearsOptimizerSteps);
  }

  private static Optional<String> refusal(
      String key, RunConfig before, RunConfig now, Map<Intervention, ForkEntry> entering) {
    ForkRules.Rule rule = ForkRules.of(key);
    if (key.startsWith("fork.")
        || LOOKED_AT_APART.contains(key)
        || entering.values().stream().anyMatch(entry -> entry.keys().contains(key))) {
      return Optional.empty();
    }
    if (key.equals(OPTIMIZER)) {
      List<String> slots = Optimizer.of(before.optimizer()).slots();
      List<String> needed = Optimizer.of(now.optimizer()).slots();
      return slots.equals(needed)
          ? Optional.empty()
          : Optional.of(
              " (the update rule: it keeps "
                  + String.join(", ", needed)
                  + " where there are "
                  + String.join(", ", slots)
                  + ")");
    }
    String with =
        now.interventions().all().stream()
            .filter(each -> each.settings().containsKey(key))
            .map(each -> ", which " + each.type().name() + " asks for")
            .findFirst()
            .orElse("");
    return rule.may()
        ? Optional.empty()
        : Optional.of(with + " (" + rule.what() + ": " + rule.why() + ")");
  }

  /** What an intervention put, it does not take away. */
  private static List<String> leftBehind(
      Intervention left, RunConfig now, Map<String, String> was, Map<String, String> is) {
    List<String> behind = new ArrayList<>();
    for (String key : left.settings().keySet()) {
      boolean wanted =
          now.interventions().all().stream().anyMatch(each -> each.settings().containsKey(key));
      if (!wanted && was.get(key).equals(is.get(key)) && !isOfPreset(now, key, is.get(key))) {
        behind.add(
            left.type().name()
                + " cannot leave: "
                + key
                + "="
                + was.get(key)
                + (ForkRules.of(key).may()
                    ? " is from it; say what it is to be, with --set"
                    : " is from it and stays"));
      }
    }
    return behind;
  }

  private static boolean isOfPreset(RunConfig config, String key, String value) {
    try {
      Setting preset = AgentPresets.load(config.agent(), config.preset()).get(key);
      return preset != null && value.equals(String.valueOf(preset.value()));
    } catch (ConfigurationException e) {
      return false; // a preset of another version
    }
  }

  private static void requireLength(RunConfig now, long frames) {
    if (now.run().frames() <= frames) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "the fork would end where it begins, at frame %d: run.frames is %d; give a larger"
                  + " --frames",
              frames,
              now.run().frames()));
    }
    now.requireTimeForInterventions();
  }

  /** Whether a variable that the prefix has not may begin with the fork. */
  public boolean bring(String variable) {
    return variable.equals(Optimizer.CLEARED_STEPS)
        || entering.entrySet().stream()
            .anyMatch(
                each ->
                    variable.startsWith("intervention/" + each.getKey().type().name() + "/")
                        || each.getValue().brings().test(variable));
  }
}

package dev.ductile.agent.fork;

import dev.ductile.agent.config.ForkConfig;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.NameLists;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The settings of a fork: the prefix's, with changes over them.
 *
 * @param before the prefix's configuration
 * @param settings the fork's, to put changes into
 * @param frames emulator frames at which it is forked
 */
public record ForkSettings(RunConfig before, Settings<RunConfig> settings, long frames) {
  private static final String SOURCE = "--fork";

  /**
   * Begins with the prefix's settings. What it was to leave behind is not the fork's business.
   *
   * @param prefix settings of the run that is forked
   * @param prefixSha256 hash of its configuration
   * @param frames emulator frames at which it is forked
   */
  public static ForkSettings of(Settings<RunConfig> prefix, String prefixSha256, long frames) {
    RunConfig before = prefix.toConfig();
    ForkConfig fork = new ForkConfig(prefixSha256, frames, before.firstSeed());
    Settings<RunConfig> settings = prefix.copy();
    settings.put("run.keepCheckpointsAtFrames", "", SOURCE);
    settings.put("fork.prefixSha256", fork.prefixSha256(), SOURCE);
    settings.put("fork.atFrames", fork.atFrames(), SOURCE);
    settings.put("fork.firstSeed", fork.firstSeed(), SOURCE);
    return new ForkSettings(before, settings, frames);
  }

  /**
   * What is added to the prefix's interventions: one of the same name stands for it. An
   * intervention that has a time, and is given by its bare name, gets the fork's.
   */
  public UnaryOperator<String> joined() {
    return this::join;
  }

  private String join(String given) {
    List<String> parts = new ArrayList<>();
    for (String part : NameLists.parts("interventions", given)) {
      parts.add(timed(part));
    }
    List<String> names =
        InterventionList.parse(String.join(",", parts)).all().stream()
            .map(each -> each.type().name())
            .toList();
    List<String> all =
        before.interventions().all().stream()
            .filter(each -> !names.contains(each.type().name()))
            .map(Intervention::text)
            .collect(Collectors.toCollection(ArrayList::new));
    all.addAll(parts);
    return String.join(",", all);
  }

  private String timed(String part) {
    if (part.contains("=") || part.contains(":")) {
      return part;
    }
    Intervention bare = InterventionList.parse(part).all().get(0);
    boolean there =
        before.interventions().all().stream()
            .anyMatch(each -> each.type().name().equals(bare.type().name()));
    ForkEntry entry = bare.entry(new ForkPoint(frames, List.of()));
    return there || entry.time().isEmpty() ? part : part + ":" + entry.time() + "=" + frames;
  }

  /**
   * What the fork changes, with everything put.
   *
   * @throws dev.ductile.base.ConfigurationException naming what cannot be changed
   */
  public ForkChanges changes() {
    return ForkChanges.between(before, settings.toConfig(), frames);
  }
}

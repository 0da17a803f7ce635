package dev.ductile.eval.probe;

import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.NameLists;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what is to be compared from what was typed. */
public final class ProbeVariants {
  private static final String NONE = "none";

  private ProbeVariants() {}

  /**
   * Every list of interventions with every combination of varied values; equal ones once.
   *
   * @param base values that all have
   * @param interventions lists as {@code --with} takes them, or {@code none}
   * @param variations {@code key=value,value,…}
   * @throws ConfigurationException if one of them is not possible
   */
  public static List<ProbeVariant> of(
      Settings<ProbeConfig> base, List<String> interventions, List<String> variations) {
    Map<String, ProbeVariant> variants = new LinkedHashMap<>();
    for (Combination combination : combinations(variations)) {
      for (String list : interventions) {
        Settings<ProbeConfig> settings = base.copy();
        combination.assignments().forEach(a -> settings.putText(a, "--vary"));
        ProbeSettings.with(settings, list.strip().equals(NONE) ? "" : list);
        List<String> words = new ArrayList<>(combination.assignments());
        if (interventions.size() > 1 || words.isEmpty()) {
          words.add(0, list.strip().isEmpty() ? NONE : list.strip());
        }
        String label = String.join(", ", words);
        variants.putIfAbsent(label, new ProbeVariant(label, settings.toConfig()));
      }
    }
    return List.copyOf(variants.values());
  }

  /** One value for each varied key, as {@code key=value}. */
  private record Combination(List<String> assignments) {}

  private static List<Combination> combinations(List<String> variations) {
    List<Combination> all = List.of(new Combination(List.of()));
    for (String variation : variations) {
      int equals = variation.indexOf('=');
      if (equals < 1 || equals == variation.length() - 1) {
        throw new ConfigurationException(
            "--vary '" + variation + "' is not key=value,value; write task.offset=0,10,100");
      }
      List<Combination> more = new ArrayList<>();
      for (Combination before : all) {
        for (String value : NameLists.parts("values", variation.substring(equals + 1))) {
          List<String> assignments = new ArrayList<>(before.assignments());
          assignments.add(variation.substring(0, equals) + "=" + value);
          more.add(new Combination(assignments));
        }
      }
      all = more;
    }
    return all;
  }
}

package dev.ductile.agent.settings;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.base.ConfigurationException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into a configuration what its interventions ask for. */
public final class InterventionSettings {
  private static final String KEY = "interventions";

  private InterventionSettings() {}

  /**
   * Writes the interventions with every parameter, and puts the values that they stand for.
   *
   * @param explicit keys that the user set one by one, which an intervention may not overrule
   * @throws ConfigurationException if an intervention does not exist, or wants another value than
   *     the user or another intervention, or needs one that is not there
   */
  public static void expand(Settings<?> settings, Set<String> explicit) {
    Setting given = settings.get(KEY);
    String text = given == null || given.value() == null ? "" : String.valueOf(given.value());
    InterventionList interventions = InterventionList.parse(text);
    settings.put(KEY, interventions.fullText(), given == null ? "off" : given.source());
    Map<String, Object> wanted = interventions.settings();
    for (Intervention intervention : interventions.all()) {
      for (String key : intervention.settings().keySet()) {
        put(settings, key, wanted.get(key), intervention.type().name(), explicit);
      }
    }
    interventions.all().forEach(intervention -> checkNeeds(settings, intervention));
  }

  /** To be called with all values in place: another intervention may give what one needs. */
  private static void checkNeeds(Settings<?> settings, Intervention intervention) {
    for (Map.Entry<String, Set<String>> need : intervention.needs().entrySet()) {
      String value = text(settings.get(need.getKey()));
      if (need.getValue().stream().noneMatch(value::equalsIgnoreCase)) {
        throw new ConfigurationException(
            intervention.type().name()
                + " needs "
                + need.getKey()
                + " to be "
                + need.getValue().stream().sorted().collect(Collectors.joining(" or "))
                + ", here it is "
                + value);
      }
    }
  }

  private static void put(
      Settings<?> settings, String key, Object value, String name, Set<String> explicit) {
    Setting before = settings.get(key);
    if (settings.isAmong(explicit, key) && !isSame(value, before)) {
      throw new ConfigurationException(
          key
              + " = "
              + text(before)
              + " ("
              + before.source()
              + ") contradicts intervention "
              + name
              + ", which wants "
              + value
              + ": leave one of them out");
    }
    settings.put(key, value, "intervention " + name);
  }

  /** Whether the user wrote the same value, 10 for 10.0 too. */
  private static boolean isSame(Object value, Setting before) {
    if (value instanceof Number wanted && before.value() instanceof Number given) {
      return wanted.doubleValue() == given.doubleValue();
    }
    return String.valueOf(value).equalsIgnoreCase(text(before));
  }

  private static String text(Setting setting) {
    return setting == null ? "null" : String.valueOf(setting.value());
  }
}

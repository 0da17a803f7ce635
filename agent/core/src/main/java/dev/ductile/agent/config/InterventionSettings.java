package dev.ductile.agent.config;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.env.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts into a configuration what its interventions ask for. */
public final class InterventionSettings {
  private static final String KEY = "interventions";

  private InterventionSettings() {}

  /**
   * Writes the interventions with every parameter, and puts the values that they stand for.
   *
   * @param explicit keys that the user set one by one, which an intervention may not overrule
   * @throws ConfigurationException if an intervention does not exist, or wants another value than
   *     the user or another intervention
   */
  public static void expand(Settings settings, Set<String> explicit) {
    Setting given = settings.get(KEY);
    String text = given == null || given.value() == null ? "" : String.valueOf(given.value());
    List<Intervention> interventions = Interventions.parse(text);
    settings.put(KEY, Interventions.text(interventions), given == null ? "off" : given.source());
    Map<String, Object> wanted = Interventions.settings(interventions);
    for (Intervention intervention : interventions) {
      for (String key : intervention.settings().keySet()) {
        put(settings, key, wanted.get(key), intervention.type().name(), explicit);
      }
    }
  }

  private static void put(
      Settings settings, String key, Object value, String name, Set<String> explicit) {
    Setting before = settings.get(key);
    if (explicit.contains(key) && !String.valueOf(value).equalsIgnoreCase(text(before))) {
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

  private static String text(Setting setting) {
    return setting == null ? "null" : String.valueOf(setting.value());
  }
}

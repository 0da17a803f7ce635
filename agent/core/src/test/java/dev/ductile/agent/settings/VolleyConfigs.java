package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import java.util.Set;

/** Configurations for the built-in game, as a command line with {@code --with} makes them. */
final class VolleyConfigs {
  private VolleyConfigs() {}

  static RunConfig config(String agent, String with, String... assignments) {
    Settings<RunConfig> settings =
        AgentPresets.load(agent, null)
            .put("env.game", "volley", "test")
            .put("interventions", with, "--with");
    for (String assignment : assignments) {
      settings.putText(assignment, "--set");
    }
    InterventionSettings.expand(settings, Set.of());
    return settings.toConfig();
  }
}

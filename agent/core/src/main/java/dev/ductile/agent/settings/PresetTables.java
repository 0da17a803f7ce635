package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration table of an agent's page, made from its presets so that it cannot drift: one
 * row a key, one column a preset. Keys that no preset of the agent sets are left out; {@code run.*}
 * and {@code env.*} too, but for the name of the environment preset.
 */
public final class PresetTables {
  /** Line of a page before the table. */
  public static final String BEGIN = "<!-- generated: presets -->";

  /** Line of a page behind the table. */
  public static final String END = "<!-- end of generated: presets -->";

  private static final String ENVIRONMENT = "environment preset ";

  private PresetTables() {}

  /** The table of an agent as Markdown, without the marker lines. */
  public static String of(String agent) {
    List<String> presets = AgentPresets.all().get(agent);
    Map<String, Settings<RunConfig>> loaded = new LinkedHashMap<>();
    presets.forEach(preset -> loaded.put(preset, AgentPresets.load(agent, preset)));
    StringBuilder table = new StringBuilder();
    row(table, "key", presets);
    row(table, "---", presets.stream().map(p -> "---").toList());
    row(table, "environment preset", loaded.values().stream().map(s -> environment(s)).toList());
    for (String key : ConfigKeys.all().keySet()) {
      if (shown(key) && loaded.values().stream().anyMatch(s -> fromPreset(s, key))) {
        row(table, "`" + key + "`", cells(loaded, key));
      }
    }
    return table.toString();
  }

  private static boolean shown(String key) {
    return key.contains(".") && !key.startsWith("run.") && !key.startsWith("env.");
  }

  private static boolean fromPreset(Settings<RunConfig> settings, String key) {
    Setting setting = settings.get(key);
    return setting != null && setting.source().startsWith("preset ");
  }

  private static List<String> cells(Map<String, Settings<RunConfig>> loaded, String key) {
    List<String> cells = new ArrayList<>();
    loaded.values().forEach(s -> cells.add(String.valueOf(s.get(key).value())));
    return cells;
  }

  private static String environment(Settings<RunConfig> settings) {
    String source = settings.get("env.frameSkip").source();
    return source.substring(ENVIRONMENT.length(), source.indexOf(':'));
  }

  private static void row(StringBuilder table, String first, List<String> cells) {
    table.append("| ").append(first);
    cells.forEach(cell -> table.append(" | ").append(cell));
    table.append(" |\n");
  }
}

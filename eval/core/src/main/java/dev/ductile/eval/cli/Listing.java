package dev.ductile.eval.cli;

import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.intervention.OptionType;
import dev.ductile.agent.measurement.MeasurementType;
import dev.ductile.agent.measurement.Measurements;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.agent.settings.KeyMeaning;
import dev.ductile.agent.settings.Setting;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.settings.TypedText;
import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.probe.NetworkChoice;
import dev.ductile.eval.probe.ProbeConfig;
import dev.ductile.eval.probe.ProbeSettings;
import dev.ductile.eval.probe.task.TaskName;
import dev.ductile.eval.score.protocol.Protocol;
import dev.ductile.eval.score.suite.MedianEstimate;
import dev.ductile.eval.score.suite.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What there is to choose from, made from what the program itself goes by. */
final class Listing {
  private Listing() {}

  /**
   * One thing that can be chosen.
   *
   * @param name as it is typed
   * @param meaning in words
   * @param details by what they are; empty ones are left out
   */
  record Row(String name, String meaning, Map<String, Object> details) {
    /** For JSON. */
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("meaning", meaning);
      map.putAll(details);
      return map;
    }
  }

  private static Row row(String name, String meaning, Object... details) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < details.length; i += 2) {
      if (!String.valueOf(details[i + 1]).isEmpty()) {
        map.put((String) details[i], details[i + 1]);
      }
    }
    return new Row(name, meaning, map);
  }

  static List<Row> agents() {
    List<Row> rows = new ArrayList<>();
    AgentPresets.all()
        .forEach(
            (agent, presets) ->
                rows.add(
                    row(
                        agent,
                        AgentPresets.about(agent),
                        "presets",
                        String.join(", ", presets),
                        "default",
                        presets.get(0))));
    return rows;
  }

  static List<Row> presets() {
    List<Row> rows = new ArrayList<>();
    AgentPresets.all()
        .forEach(
            (agent, presets) ->
                presets.forEach(
                    preset -> {
                      var settings = AgentPresets.load(agent, preset);
                      rows.add(
                          row(
                              "--agent " + agent + " --preset " + preset,
                              AgentPresets.about(agent, preset),
                              "frames",
                              settings.get("run.frames").value(),
                              "replay",
                              settings.get("replay.capacityTransitions").value()));
                    }));
    return rows;
  }

  static List<Row> interventions() {
    List<Row> rows = new ArrayList<>();
    for (InterventionType type : Interventions.all()) {
      String parameters =
          type.parameters().stream().map(Listing::text).collect(Collectors.joining("; "));
      rows.add(
          row(
              type.name(),
              type.does(),
              "changes",
              type.kind().text(),
              "parameters",
              parameters,
              "source",
              type.source()));
    }
    return rows;
  }

  private static String text(OptionType parameter) {
    return parameter.name()
        + "="
        + parameter.standard()
        + " ("
        + parameter.does()
        + "; "
        + parameter.range()
        + ")";
  }

  static List<Row> measurements() {
    List<Row> rows = new ArrayList<>();
    for (MeasurementType type : Measurements.all()) {
      rows.add(
          row(
              type.name(),
              type.formula(),
              "values",
              type.logs(),
              "on",
              type.basis(),
              "cost",
              type.cost().text() + ": " + type.cost().meaning(),
              "source",
              type.source()));
    }
    return rows;
  }

  static List<Row> games() {
    Map<Game, Path> installed = RomStore.standard().installed();
    List<Row> rows = new ArrayList<>();
    for (Game game : GameCatalogue.all()) {
      rows.add(
          row(
              game.name(),
              game.title(),
              "rom",
              installed.containsKey(game) ? "installed" : "missing (ductile roms import)",
              "benchmark",
              game.atari57() ? "one of the 57" : "",
              "md5",
              game.md5()));
    }
    return rows;
  }

  /** The keys of a run, with the defaults of an agent's preset. */
  static List<Row> keys(String agent, String preset) {
    return keys(ConfigKeys.all(), KeyMeaning.ofRun(), AgentPresets.load(agent, preset));
  }

  /** The keys of a probe, with the defaults of its first task. */
  static List<Row> probeKeys() {
    return keys(
        ConfigKeys.of(ProbeConfig.class),
        ProbeSettings.meanings(),
        ProbeSettings.of(TaskName.RANDOM_LABELS, NetworkChoice.of("mlp")));
  }

  private static List<Row> keys(
      Map<String, Class<?>> types, Map<String, KeyMeaning> meanings, Settings<?> defaults) {
    List<Row> rows = new ArrayList<>();
    types.forEach(
        (key, type) -> {
          KeyMeaning meaning = meanings.get(key);
          Setting setting = defaults.get(key);
          rows.add(
              row(
                  key,
                  meaning.meaning(),
                  "is",
                  kind(type),
                  "unit",
                  meaning.unit(),
                  "range",
                  meaning.range(),
                  "default",
                  setting == null || setting.value() == null ? "none" : setting.value(),
                  "source",
                  setting == null ? "" : setting.source()));
        });
    return rows;
  }

  private static String kind(Class<?> type) {
    return TypedText.describe(type).replaceFirst(" up to \\d+$", "");
  }

  static List<Row> protocols() {
    List<Row> rows = new ArrayList<>();
    for (String name : Protocol.names()) {
      Protocol protocol = Protocol.named(name);
      Map<String, Object> details = new LinkedHashMap<>();
      protocol
          .values()
          .forEach(
              (key, value) -> {
                if (!key.equals("about")) {
                  details.put(key, value.value() + " (" + value.source() + ")");
                }
              });
      rows.add(new Row(name, protocol.about(), details));
    }
    return rows;
  }

  static List<Row> suites() {
    List<Row> rows = new ArrayList<>();
    for (Suite suite : Suite.all()) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("games", String.join(" ", suite.games()));
      details.put("source", suite.source());
      suite.median().map(MedianEstimate::source).ifPresent(s -> details.put("median", s));
      rows.add(new Row(suite.name(), suite.games().size() + " games", details));
    }
    return rows;
  }
}

package dev.ductile.eval.cli.options;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Setting;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.TextFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which agent, in which configuration: shared by the commands that make one. */
public final class AgentOptions {
  private static final String DEFAULT_AGENT = "dqn";

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      completionCandidates = Candidates.Agents.class,
      description = "Agent: ${COMPLETION-CANDIDATES}. Default: dqn.")
  private String agent;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      completionCandidates = Candidates.Presets.class,
      description = {
        "The agent's configuration: ${COMPLETION-CANDIDATES}; ductile list presets says which agent"
            + " has which. Default: ductile; of double-dqn, dqn-zoo."
      })
  private String preset;

  @Option(
      names = "--env-preset",
      paramLabel = "NAME",
      completionCandidates = Candidates.Environments.class,
      description =
          "Another environment: ${COMPLETION-CANDIDATES}. Default: the agent preset's own.")
  private String environment;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML with values over the preset's, such as another run's config.yaml.")
  private Path configFile;

  @Option(
      names = "--with",
      paramLabel = "LIST",
      completionCandidates = Candidates.InterventionNames.class,
      description = {
        "Interventions that keep the network plastic, such as layer-norm,weight-decay=1e-5,redo;",
        "parameters as redo:threshold=0.1:period-updates=1000; ductile list interventions shows"
            + " all of them: ${COMPLETION-CANDIDATES}. Default: none."
      })
  private String interventions;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = Candidates.Engines.class,
      description = "Network engine: ${COMPLETION-CANDIDATES}. Default: tensorflow.")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, gpu, gpu:N or auto. Default: cpu.")
  private String device;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      completionCandidates = Candidates.Keys.class,
      description = {
        "Any value of the configuration, such as replay.batchSize=64; repeatable. ductile list keys"
            + " shows all. Counts may be written 250k, 10M, 1e7."
      })
  private List<String> assignments = new ArrayList<>();

  /** What a command's own options put between the configuration file and {@code --set}. */
  @FunctionalInterface
  public interface Others {
    /** Puts what was given. */
    void putInto(Settings<RunConfig> settings);
  }

  /** The preset's settings for a game that the command chooses, with the options over them. */
  public Settings<RunConfig> settings(String game) {
    return settings(game, interventions);
  }

  /** The same without {@code --with}, for comparison; empty if nothing is switched on by it. */
  public Optional<Settings<RunConfig>> settingsWithoutInterventions(String game) {
    return Optional.ofNullable(interventions).map(given -> settings(game, null));
  }

  private Settings<RunConfig> settings(String game, String with) {
    Settings<RunConfig> settings = preset();
    putFile(settings);
    settings.put("env.game", game, "default");
    putGiven(settings, with, none -> {});
    return settings;
  }

  /** The preset's settings, with the file, the game and all options over them. */
  public Settings<RunConfig> settings(GameOptions game, Others others) {
    Settings<RunConfig> settings = preset();
    putFile(settings);
    if (settings.get("env.game") == null || game.isGiven()) {
      settings.put("env.game", game.name(), game.source());
    }
    putGiven(settings, interventions, others);
    return settings;
  }

  /** Puts all that was given over settings that exist. */
  public void putOver(Settings<RunConfig> settings, GameOptions game, Others others) {
    putOver(settings, game, others, with -> with);
  }

  /**
   * As above.
   *
   * @param list what {@code --with} stands for, where it was given
   */
  public void putOver(
      Settings<RunConfig> settings, GameOptions game, Others others, UnaryOperator<String> list) {
    putEnvironment(settings);
    putFile(settings);
    put(settings, "agent", agent, "--agent");
    put(settings, "preset", preset, "--preset");
    if (game.isGiven()) {
      settings.put("env.game", game.name(), game.source());
    }
    putGiven(settings, interventions == null ? null : list.apply(interventions), others);
  }

  /** Puts an option's value where it was given. */
  static void put(Settings<RunConfig> settings, String key, Object value, String option) {
    if (value != null) {
      settings.put(key, value, option);
    }
  }

  /** The preset that options or file name: values of one never stand under another's name. */
  private Settings<RunConfig> preset() {
    Settings<RunConfig> file = Settings.ofRun();
    putFile(file);
    String name = named(file, "agent", agent);
    Settings<RunConfig> loaded =
        AgentPresets.load(name == null ? DEFAULT_AGENT : name, named(file, "preset", preset));
    put(loaded, "agent", agent, "--agent");
    put(loaded, "preset", preset, "--preset");
    putEnvironment(loaded);
    return loaded;
  }

  /** What the option says, or else the file; null if neither does. */
  private String named(Settings<RunConfig> file, String key, String option) {
    Setting inFile = file.get(key);
    if (inFile == null || inFile.value() == null) {
      return option;
    }
    String named = String.valueOf(inFile.value());
    if (option != null && !option.equals(named)) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "--%s %s contradicts %s, which says %s: %s; leave one of them out",
              key,
              option,
              configFile,
              key,
              named));
    }
    return named;
  }

  private void putEnvironment(Settings<RunConfig> settings) {
    if (environment != null) {
      AgentPresets.environment(settings, environment);
    }
  }

  private void putFile(Settings<RunConfig> settings) {
    if (configFile != null) {
      ConfigYaml.readInto(settings, TextFiles.read(configFile, "--config"), configFile.toString());
    }
  }

  private void putGiven(Settings<RunConfig> settings, String with, Others others) {
    others.putInto(settings);
    put(settings, "interventions", with, "--with");
    put(settings, "run.engine", engine, "--engine");
    put(settings, "run.device", device, "--device");
    assignments.forEach(assignment -> settings.putText(assignment, "--set"));
    InterventionSettings.expand(settings, setKeys());
  }

  private Set<String> setKeys() {
    return assignments.stream().map(a -> a.split("=", 2)[0].strip()).collect(Collectors.toSet());
  }
}

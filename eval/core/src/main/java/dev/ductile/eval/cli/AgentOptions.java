package dev.ductile.eval.cli;

import dev.ductile.agent.config.AgentPresets;
import dev.ductile.agent.config.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which agent: shared by the commands that make one without training it. */
final class AgentOptions {
  @Option(names = "--agent", paramLabel = "NAME", description = "Agent. Default: dqn.")
  private String agent = "dqn";

  @Option(names = "--preset", paramLabel = "NAME", description = "Preset.")
  private String preset;

  @Option(names = "--engine", paramLabel = "NAME", description = "Network engine.")
  private String engine;

  @Option(names = "--device", paramLabel = "NAME", description = "Device.")
  private String device;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any configuration value.")
  private List<String> assignments = new ArrayList<>();

  /** The preset's settings for a game, with the other options over them. */
  Settings settings(String game) {
    Settings settings = preset();
    settings.put("env.game", game, "--game");
    putInto(settings);
    return settings;
  }

  /** The preset's settings, without a game. */
  Settings preset() {
    return AgentPresets.load(agent, preset);
  }

  /** Puts the options that come over presets and files. */
  void putInto(Settings settings) {
    if (engine != null) {
      settings.put("run.engine", engine, "--engine");
    }
    if (device != null) {
      settings.put("run.device", device, "--device");
    }
    assignments.forEach(assignment -> settings.putText(assignment, "--set"));
  }
}

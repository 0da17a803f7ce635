package dev.ductile.eval.run.stored;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.FormerDefaults;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.folder.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run's {@code config.yaml}, read once. Only looks: a run may be read while it trains, and from a
 * disk that cannot be written.
 *
 * @param settings its values with their sources; others may be put over them
 * @param config the same as they stand in the file, checked
 * @param provenance where the run comes from
 */
public record SavedConfig(Settings<RunConfig> settings, RunConfig config, Provenance provenance) {
  /**
   * Reads a run's configuration; what it says nothing of is as it was when it was written.
   *
   * @param run its folder
   * @throws ConfigurationException if it is not a run folder or its configuration is not right
   */
  public static SavedConfig read(Path run) {
    Path file = folder(run).configFile();
    String yaml = TextFiles.read(file, "the run's");
    Settings<RunConfig> settings = Settings.ofRun();
    ConfigYaml.readRun(settings, yaml, file.toString());
    FormerDefaults.fill(settings);
    try {
      return new SavedConfig(settings, settings.toConfig(), Provenance.read(yaml));
    } catch (ConfigurationException e) {
      throw new ConfigurationException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A run's folder.
   *
   * @throws ConfigurationException if there is none, or it holds no training
   */
  public static RunFolder folder(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!folder.isRun()) {
      throw new ConfigurationException(
          (Files.exists(path) ? "not a run folder (no config.yaml in it): " : "no such run: ")
              + path
              + "; give the folder that a training made, such as runs/NAME");
    }
    if (folder.isProbe()) {
      throw new ConfigurationException(
          path + " holds a probe, not a training; what it found stands in its summary.json");
    }
    return folder;
  }
}

package dev.ductile.eval.run.stored;

import dev.ductile.agent.checkpoint.LearnerCheckpoint;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Learners;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.folder.SummaryFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A run folder made of another library's network: configuration, one checkpoint at frame 0, and a
 * summary that calls the run complete, since there is no training that could go on.
 */
public final class ImportedRun {
  private static final Counters UNTRAINED = new Counters(0, 0, 0, 0);

  private ImportedRun() {}

  /**
   * Makes one. A network that is refused leaves no folder behind.
   *
   * @param settings which agent the network is
   * @param path the new run's folder
   * @param file the network
   * @return what {@code summary.json} holds
   * @throws dev.ductile.agent.engine.EngineException if the file cannot be read or holds another
   *     network than the settings say
   * @throws dev.ductile.base.files.OutputException if the folder is taken or cannot be written
   */
  public static LinkedHashMap<String, Object> create(
      Settings<RunConfig> settings, Path path, RomStore roms, NetworkFormat format, Path file) {
    RunConfig config = settings.toConfig();
    Engine engine = Engine.named(config.run().engine());
    int actions = LoadedRun.actions(config, roms);
    try (Learner learner = Learners.create(config, engine, actions, List.of(1))) {
      UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(config.run().seed());
      learner.initialize(random); // what the file does not hold
      format.read(file, learner);
      LinkedHashMap<String, Object> summary = summary(config, learner, format, file);
      RunFolder folder = RunFolder.create(path);
      try (RunLock lock = RunLock.take(path)) {
        AtomicFiles.write(folder.configFile(), ConfigYaml.write(settings));
        LearnerCheckpoint.write(folder.checkpointFolder(), learner, UNTRAINED);
        SummaryFile.write(folder.summaryFile(), summary);
      }
      return summary;
    }
  }

  private static LinkedHashMap<String, Object> summary(
      RunConfig config, Learner learner, NetworkFormat format, Path file) {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("game", config.env().game());
    summary.put("agent", config.agent());
    summary.put("preset", config.preset());
    summary.put("importedFrom", file.toString());
    summary.put("format", format.name());
    summary.put("completed", true);
    summary.put("frames", UNTRAINED.frames());
    summary.put("parametersSha256", learner.parametersSha256());
    return summary;
  }
}

package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.run.stored.LoadedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile export RUN}. */
@Command(
    name = "export",
    description = {
      "Writes a trained agent's network for another library, from the run's newest whole"
          + " checkpoint. The written network was asked for values first: they are the agent's.",
      "Format safetensors, a file of tensors by name, and savedmodel, a folder for TensorFlow,"
          + " hold every agent; noisy layers play with their mean.",
      "Format dl4j, a zip of DL4J's ModelSerializer, holds networks of agent dqn with the torsos"
          + " NATURE_CNN, DATA_EFFICIENT_CNN and MLP; others are refused by name."
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Run folder.")
  private Path run;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "safetensors, savedmodel or dl4j. Default: dl4j.")
  private String format = "dl4j";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The file to write, for savedmodel the folder; it must not exist yet.")
  private Path out;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    NetworkFormat written = NetworkFormat.named(format);
    if (Files.exists(out)) {
      throw new OutputException(
          "there is " + out.toAbsolutePath() + " already; remove it or choose another name");
    }
    try (LoadedRun loaded = LoadedRun.open(run, RomStore.standard(), List.of(1))) {
      refuseAnotherNetwork(loaded);
      written.write(loaded.learner(), about(loaded), out);
      JsonOutput.print(System.out, figures(loaded), json);
    }
    return ExitCodes.DONE;
  }

  /** Parameters with another activation, say, are another network than the one that was trained. */
  private void refuseAnotherNetwork(LoadedRun loaded) {
    List<String> changes =
        loaded.changes().stream()
            .filter(change -> change.matches("(network|objective|interventions).*"))
            .toList();
    if (!changes.isEmpty()) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "the network in %s is not the one that %s has: %s; put the file back as it was",
              run.resolve("config.yaml"),
              loaded.checkpoint().getFileName(),
              String.join("; ", changes)));
    }
  }

  /** What a reader must know who builds the network again. */
  private Map<String, String> about(LoadedRun loaded) {
    RunConfig config = loaded.config();
    Map<String, String> about = new LinkedHashMap<>();
    about.put("writtenBy", "Ductile " + CodeIdentity.current().describe());
    about.put("agent", config.agent());
    about.put("preset", config.preset());
    about.put("game", config.env().game());
    about.put("interventions", config.interventions().fullText());
    about.put("trainedFrames", String.valueOf(loaded.counters().frames()));
    about.put("configurationSha256", ConfigurationHash.sha256(config));
    ConfigDifferences.flatten(config)
        .forEach(
            (key, value) -> {
              if (key.matches("(network|objective)\\..*")) {
                about.put(key, value);
              }
            });
    return about;
  }

  private Map<String, Object> figures(LoadedRun loaded) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run", run.toString());
    figures.put("checkpoint", loaded.checkpoint().getFileName().toString());
    figures.put("trainedFrames", loaded.counters().frames());
    figures.put("changedSinceCheckpoint", loaded.changes());
    figures.put("parametersSha256", loaded.learner().parametersSha256());
    figures.put("observation", loaded.learner().spec().planes(1).toString());
    figures.put("actions", loaded.learner().spec().actions());
    figures.put("format", format);
    figures.put("out", out.toString());
    return figures;
  }
}

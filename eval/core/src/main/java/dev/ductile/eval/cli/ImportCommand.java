package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.AgentOptions;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.run.stored.ImportedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile import FILE}. */
@Command(
    name = "import",
    description = {
      "Makes a run folder of another library's network, for evaluate, play and export. The options"
          + " say which agent the network is: its game, torso and hidden units must fit. It is"
          + " taken over only if the agent then gives the same values as the library.",
      "Format safetensors: a file that export wrote; refused unless names, shapes and the values in"
          + " it agree.",
      "Format dl4j: a zip of DL4J's ModelSerializer with a MultiLayerNetwork. A network that comes"
          + " from export fits with the run's own configuration: --config RUN/config.yaml."
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The other library's file.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "safetensors or dl4j. Default: dl4j.")
  private String format = "dl4j";

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      required = true,
      description = "The run folder to make.")
  private Path run;

  @Mixin private GameOptions game;
  @Mixin private AgentOptions agent;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    NetworkFormat read = NetworkFormat.named(format);
    Settings<RunConfig> settings = agent.settings(game, none -> {});
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          (Files.exists(file) ? "not a file: " : "no such file: ") + file);
    }
    LinkedHashMap<String, Object> summary =
        ImportedRun.create(settings, run, RomStore.standard(), read, file);
    summary.put("run", run.toString());
    JsonOutput.print(System.out, summary, json);
    return ExitCodes.DONE;
  }
}

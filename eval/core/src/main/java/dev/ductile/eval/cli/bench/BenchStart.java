package dev.ductile.eval.cli.bench;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EnginePreload;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.AgentOptions;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ductile bench start}. */
@Command(
    name = "start",
    description = {
      "How long train takes to its first agent step, from the start of the launcher on: the same"
          + " process does what train does, in a folder that is removed."
    })
final class BenchStart implements Callable<Integer> {
  @Mixin private BenchOutput output;
  @Mixin private GameOptions game;
  @Mixin private AgentOptions agent;

  @Override
  public Integer call() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("secondsToCommand", ProcessAge.seconds());
    Settings<RunConfig> settings = agent.settings(game, none -> {});
    settings.put("run.checkpointPeriodFrames", 0, "bench");
    settings.put("evaluation.finalEpisodes", 0, "bench");
    RunConfig config = settings.toConfig();
    EnginePreload.start(Engine.named(config.run().engine()), config.run().engineThreads());
    figures.put("agent", config.agent());
    figures.put("preset", config.preset());
    figures.put("engine", config.run().engine());
    Path folder = temporary();
    Clock clock = new Clock();
    try {
      RunFolder run = RunFolder.create(folder.resolve("run"));
      try (TrainingRun training = TrainingRun.begin(settings, run, RomStore.standard())) {
        training.run(clock::isAfterFirstStep);
      }
    } finally {
      remove(folder);
    }
    figures.put("secondsToOpenRun", clock.begun);
    figures.put("secondsToFirstStep", clock.stepped);
    return output.print(figures);
  }

  /** A training asks before each step whether it is to stop. */
  private static final class Clock {
    private double begun = Double.NaN;
    private double stepped = Double.NaN;

    boolean isAfterFirstStep() {
      if (Double.isNaN(begun)) {
        begun = ProcessAge.seconds();
        return false;
      }
      if (Double.isNaN(stepped)) {
        stepped = ProcessAge.seconds();
      }
      return true;
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ductile-start");
    } catch (IOException e) {
      throw OutputException.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("ductile: " + folder + " could not be removed: " + e.getMessage());
    }
  }
}

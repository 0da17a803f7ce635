package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EnginePreload;
import dev.ductile.agent.fork.ForkSettings;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.agent.settings.RunExtension;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.RunGames;
import dev.ductile.agent.training.experience.Experience;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.AgentOptions;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.cli.options.ServingOptions;
import dev.ductile.eval.cli.options.TrainingOptions;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.run.RunOutcome;
import dev.ductile.eval.run.RunStart;
import dev.ductile.eval.run.TrainingRun;
import dev.ductile.eval.run.stored.SavedConfig;
import dev.ductile.eval.watch.LiveScreen;
import dev.ductile.eval.watch.WatchServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ductile train}. */
@Command(
    name = "train",
    description = {
      "Trains an agent. With no options: DQN on the built-in game, some minutes on two CPU cores,"
          + " and a learning curve at the end."
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private GameOptions game;
  @Mixin private AgentOptions agent;
  @Mixin private TrainingOptions training;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "Run folder. Default: a new one under runs/.")
  private Path runFolder;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Go on with a run that was stopped or killed, exactly where its newest checkpoint is."
              + " The run's own configuration counts; a larger --frames makes the run longer.")
  private Path resumed;

  @Option(
      names = "--fork",
      paramLabel = "RUN@FRAMES",
      description = {
        "A new run that goes on from that checkpoint of another one, which stays as it is, with"
            + " other interventions (--with adds to its own) or settings. All else is the other"
            + " run's. RUN@last: its newest checkpoint."
      })
  private String forked;

  @Option(
      names = "--watch",
      description = {
        "Show the run in the browser while it goes, with the game as it is played, and go on with"
            + " that when it is complete. Changes no result."
      })
  private boolean watch;

  @Mixin private ServingOptions serving;

  @Spec private CommandSpec spec;

  /** Of {@code --watch}; else null. */
  private WatchServer server;

  /** The command line as it was typed. */
  private List<String> words() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  @Override
  public Integer call() {
    if (!watch) {
      if (serving.given()) {
        throw new ConfigurationException("--host and --port say where --watch serves: add it");
      }
      return start();
    }
    try (WatchServer bound = WatchServer.bind(serving.address())) {
      server = bound;
      int code = start();
      if (code == ExitCodes.DONE) {
        WatchCommand.serveUntilStopped();
      }
      return code;
    }
  }

  private int start() {
    if (resumed != null && forked != null) {
      throw new ConfigurationException(
          "--resume goes on with a run, --fork begins another one: leave one of them out");
    }
    return resumed != null ? goOn() : forked != null ? fork() : begin();
  }

  private void serve(TrainingRun run, RunFolder folder) {
    if (server != null) {
      LiveScreen screen = new LiveScreen();
      run.showGameTo(screen);
      server.start(folder.path(), screen);
      System.err.println("watch " + server.url());
    }
  }

  private int goOn() {
    if (runFolder != null) {
      throw new ConfigurationException("--resume names the run's folder already: leave out --run");
    }
    SavedConfig.folder(resumed);
    RomStore roms = RomStore.standard();
    try (Interruption interruption = new Interruption();
        RunLock lock = RunLock.take(resumed)) {
      SavedConfig saved = SavedConfig.read(resumed);
      putOver(saved);
      preload(saved.config());
      RunGames.require(saved.config(), roms);
      RunFolder folder = RunFolder.open(resumed);
      try (TrainingRun run = TrainingRun.resume(saved, folder, roms, RunStart.of(words(), lock))) {
        return train(run, saved.settings(), folder, interruption);
      }
    }
  }

  /**
   * Puts the options given now over the run's settings: they may say what the run says anyway, or
   * change what has no influence on results.
   */
  private void putOver(SavedConfig saved) {
    RunConfig config = saved.config();
    agent.putOver(saved.settings(), game, this::putTraining);
    RunConfig wantedConfig = saved.settings().toConfig();
    RunExtension.require(config, config.run().frames(), wantedConfig.run().frames());
    Map<String, String> before = ConfigDifferences.flatten(config);
    Map<String, String> now = ConfigDifferences.flatten(wantedConfig);
    before.put(RunExtension.KEY, now.get(RunExtension.KEY));
    List<String> differences = ConfigDifferences.between(before, now);
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          "--resume "
              + resumed
              + " with another configuration: "
              + String.join("; ", differences)
              + "; leave these options out or start a new run");
    }
  }

  private static void preload(RunConfig config) {
    EnginePreload.start(Engine.named(config.run().engine()), config.run().engineThreads());
  }

  private int begin() {
    Settings<RunConfig> settings = settings();
    RunConfig config = settings.toConfig();
    refuseForked(config);
    config.requireTimeForInterventions();
    preload(config);
    RomStore roms = RomStore.standard();
    RunGames.require(config, roms);
    NewRunFolder made = NewRunFolder.make(runFolder, config);
    RunFolder folder = made.folder();
    try (Interruption interruption = new Interruption();
        RunLock lock = RunLock.take(folder.path());
        TrainingRun run =
            made.opened(
                () -> TrainingRun.begin(settings, folder, roms, RunStart.of(words(), lock)))) {
      sayWhatIsPlayed(settings);
      return train(run, settings, folder, interruption);
    }
  }

  /** Another run's {@code config.yaml} may say where that was forked: this one would not be. */
  private static void refuseForked(RunConfig config) {
    if (config.fork().on()) {
      throw new ConfigurationException(
          "--config is of a forked run, and this one would not be forked: leave the part fork out"
              + " of the file, or use --fork");
    }
  }

  private int fork() {
    ForkedTraining fork =
        ForkedTraining.of(
            forked,
            settings ->
                agent.putOver(settings.settings(), game, this::putTraining, settings.joined()));
    Settings<RunConfig> settings = fork.settings();
    RunConfig config = settings.toConfig();
    preload(config);
    RomStore roms = RomStore.standard();
    RunGames.require(config, roms);
    NewRunFolder made = NewRunFolder.make(runFolder, config);
    RunFolder folder = made.folder();
    try (Interruption interruption = new Interruption();
        RunLock lock = RunLock.take(folder.path());
        TrainingRun run =
            made.opened(
                () ->
                    TrainingRun.fork(
                        settings, folder, roms, fork.start(), RunStart.of(words(), lock)))) {
      System.err.println(Printable.of(fork.start().sentence()));
      String framesFrom = settings.get("run.frames").source();
      System.err.println(Printable.of(TrainingPlan.length(config, framesFrom)));
      return train(run, settings, folder, interruption);
    }
  }

  /** How much that is, and for a published size that nobody typed how long it takes. */
  private static void sayWhatIsPlayed(Settings<RunConfig> settings) {
    RunConfig config = settings.toConfig();
    String framesFrom = settings.get("run.frames").source();
    System.err.println(Printable.of(TrainingPlan.length(config, framesFrom)));
    if (!framesFrom.startsWith("--") && !config.preset().equals("ductile")) {
      System.err.println(TrainingPlan.duration(config));
    }
  }

  private int train(
      TrainingRun run, Settings<RunConfig> settings, RunFolder folder, Interruption interruption) {
    RunConfig config = settings.toConfig();
    System.err.println("training " + RunName.title(config) + " in " + Printable.of(folder.path()));
    System.err.println(Experience.describeNeed(config));
    serve(run, folder);
    RunOutcome outcome = run.run(interruption);
    System.out.print(TrainReport.of(outcome, config, folder));
    System.out.flush();
    return outcome.completed() ? ExitCodes.DONE : ExitCodes.STOPPED;
  }

  /** What the options say, over the preset. */
  Settings<RunConfig> settings() {
    return agent.settings(game, this::putTraining);
  }

  /**
   * What the options say of a fork of a run that need not be there yet.
   *
   * @param prefix settings of that run
   * @param atFrames the emulator frame that it is forked at, where it ends
   * @throws ConfigurationException if something is changed that a fork cannot change
   */
  Settings<RunConfig> settings(Settings<RunConfig> prefix, long atFrames) {
    RunConfig config = prefix.toConfig();
    long round = (long) config.env().frameSkip() * config.run().environments();
    long ends = (atFrames + round - 1) / round * round;
    ForkSettings fork = ForkSettings.of(prefix, ConfigurationHash.sha256(config), ends);
    agent.putOver(fork.settings(), game, this::putTraining, fork.joined());
    fork.changes();
    return fork.settings();
  }

  private void putTraining(Settings<RunConfig> settings) {
    training.putInto(settings, game);
  }
}

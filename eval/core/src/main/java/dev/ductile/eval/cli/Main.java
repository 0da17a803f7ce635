package dev.ductile.eval.cli;

import dev.ductile.agent.engine.EnginePreload;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.cli.bench.BenchCommand;
import dev.ductile.eval.cli.process.Failures;
import dev.ductile.eval.cli.process.Restart;
import dev.ductile.eval.cli.process.Startup;
import dev.ductile.eval.cli.process.UsageErrors;
import dev.ductile.eval.machine.ParentProcess;
import dev.ductile.eval.video.WindowSystem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code ductile}: the entry point. */
@Command(
    name = "ductile",
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    description = "Trains deep reinforcement-learning agents on Atari and measures plasticity.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      ProbeCommand.class,
      SweepCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      PlayCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      RomsCommand.class,
      RunsCommand.class,
      WatchCommand.class,
      TraceCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      ListCommand.class,
      HelpCommand.class,
      CompletionCommand.class
    })
public final class Main implements Runnable {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print stack traces of failures.")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private String[] arguments;

  /** Whether this process may become the launcher again. */
  private boolean restarts;

  /** The code that runs, for {@code --version}. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"ductile " + CodeIdentity.current().describe()};
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    Startup.prepare();
    ParentProcess.endWithIt();
    Startup.warmUp();
    WindowSystem.prepare();
    Main main = new Main();
    main.restarts = true;
    int code = main.run(args);
    EnginePreload.settle();
    System.exit(code);
  }

  /** Runs the command line. */
  public static int execute(String... args) {
    return new Main().run(args);
  }

  private int run(String... args) {
    arguments = args;
    try {
      Startup.requireHeap(Runtime.getRuntime().maxMemory());
      Startup.requireReadableNames(args);
      CommandLine line = new CommandLine(this);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      UsageErrors.prepare(line);
      line.setExecutionStrategy(Main::run);
      line.setExecutionExceptionHandler((e, command, result) -> report(e));
      line.setParameterExceptionHandler(Main::reportUsage);
      int code = line.execute(args);
      System.out.flush();
      return code;
    } catch (RuntimeException | Error e) {
      return report(e);
    }
  }

  /** Failures of picocli's own printing get one line as well, not its stack trace. */
  private static int run(CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (CommandLine.PicocliException e) {
      throw e;
    } catch (RuntimeException e) {
      CommandLine command = parsed.commandSpec().commandLine();
      throw new CommandLine.ExecutionException(command, "failed", e);
    }
  }

  private int report(Throwable failure) {
    if (restarts) {
      Restart.after(failure).ifPresent(restart -> restart.run(arguments));
    }
    return Failures.report(
        failure, verbose, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  private static int reportUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String message = Failures.oneLine(UsageErrors.message(e));
    String then = message.endsWith("?") ? " See " : "; see ";
    err.println("ductile: " + message + then + name + " --help");
    err.flush();
    return ExitCodes.USAGE;
  }
}

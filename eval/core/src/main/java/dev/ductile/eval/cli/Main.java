package dev.ductile.eval.cli;

import dev.ductile.env.CodeIdentity;
import dev.ductile.env.Printable;
import dev.ductile.eval.video.WindowSystem;
import java.io.PrintWriter;
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
      PlayCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      RomsCommand.class,
      RunsCommand.class,
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
    WindowSystem.prepare();
    System.exit(execute(args));
  }

  /** Runs the command line. */
  public static int execute(String... args) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    UsageErrors.prepare(line);
    line.setExecutionExceptionHandler((e, command, result) -> main.report(e, command.getErr()));
    line.setParameterExceptionHandler(Main::reportUsage);
    return line.execute(args);
  }

  private int report(Exception failure, PrintWriter err) {
    if (isShuttingDown()) {
      return ExitCodes.STOPPED; // a signal came before there was anything to stop in good order
    }
    String message = failure.getMessage();
    if (!ExitCodes.isExplained(failure)) {
      message = "internal error: " + failure + " (run again with --verbose for details)";
    }
    err.println("ductile: " + oneLine(message));
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return ExitCodes.of(failure);
  }

  /** Whether the machine is going down: libraries fail in their own ways then. */
  private static boolean isShuttingDown() {
    Thread hook = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static String oneLine(String message) {
    return message == null
        ? "failed"
        : Printable.of(message.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private static int reportUsage(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String message = oneLine(UsageErrors.message(e));
    String then = message.endsWith("?") ? " See " : "; see ";
    err.println("ductile: " + message + then + name + " --help");
    err.flush();
    return ExitCodes.USAGE;
  }
}

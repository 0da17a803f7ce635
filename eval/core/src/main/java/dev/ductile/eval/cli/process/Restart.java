package dev.ductile.eval.cli.process;

import dev.ductile.base.natives.ProcessImage;
import dev.ductile.base.parts.MissingPartException;
import dev.ductile.base.parts.Part;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What follows when a command needs a part that was never fetched: the process becomes the launcher
 * again, which fetches the part and starts the same command with it. Signals and the exit code stay
 * those of one process.
 */
public final class Restart {
  /** Joined by commas, the parts that the launcher puts on the class path. */
  static final String VARIABLE = "DUCTILE_PARTS";

  private final String launcher;
  private final String parts;

  private Restart(String launcher, String parts) {
    this.launcher = launcher;
    this.parts = parts;
  }

  /**
   * The restart that a failure calls for.
   *
   * @return none if no part was missing, if no launcher started this process, or if it was asked
   *     for that part already
   */
  public static Optional<Restart> after(Throwable failure) {
    return after(failure, System.getProperty("ductile.launcher"), System::getenv);
  }

  static Optional<Restart> after(
      Throwable failure, String launcher, UnaryOperator<String> environment) {
    Optional<Part> missing = MissingPartException.partMissedBy(failure);
    if (missing.isEmpty() || launcher == null) {
      return Optional.empty();
    }
    TreeSet<String> asked = new TreeSet<>();
    String before = environment.apply(VARIABLE);
    if (before != null && !before.isBlank()) {
      asked.addAll(List.of(before.split(",")));
    }
    return asked.add(missing.get().text())
        ? Optional.of(new Restart(launcher, String.join(",", asked)))
        : Optional.empty();
  }

  /** What the launcher is asked for. */
  String parts() {
    return parts;
  }

  /**
   * Becomes the launcher; returns only if that is not possible.
   *
   * @param arguments the command line
   */
  public void run(String... arguments) {
    System.out.flush();
    System.err.flush();
    String[] command =
        Stream.concat(Stream.of(launcher), Stream.of(arguments)).toArray(String[]::new);
    ProcessImage.become(VARIABLE, parts, command);
  }
}

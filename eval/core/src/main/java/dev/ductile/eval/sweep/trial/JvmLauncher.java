package dev.ductile.eval.sweep.trial;

import dev.ductile.eval.machine.ClassArchive;
import dev.ductile.eval.machine.ThisJvm;
import dev.ductile.eval.sweep.definition.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs trials in virtual machines like this one: same Java, same flags, same class path. Engines
 * keep threads and memory for as long as a process lives, and a crash in native code ends one trial
 * only.
 */
public final class JvmLauncher implements TrialLauncher {
  private final List<String> jvm;
  private final String mainClass;
  private final Map<String, String> environment;
  private final Optional<ClassArchive> archive;

  /** Runs trials by the main class of the command line. */
  public JvmLauncher(String mainClass) {
    this(ThisJvm.command(), mainClass);
  }

  /**
   * Runs trials in other virtual machines.
   *
   * @param jvm the words that start one, without its main class
   */
  public JvmLauncher(List<String> jvm, String mainClass) {
    this(jvm, mainClass, Map.of(), Optional.empty());
  }

  private JvmLauncher(
      List<String> jvm,
      String mainClass,
      Map<String, String> environment,
      Optional<ClassArchive> archive) {
    this.jvm = List.copyOf(jvm);
    this.mainClass = mainClass;
    this.environment = environment;
    this.archive = archive;
  }

  /** The same with classes that are shared between the processes. */
  public JvmLauncher sharing(ClassArchive classes) {
    return new JvmLauncher(jvm, mainClass, environment, Optional.of(classes));
  }

  /** The same with further variables in the processes' environment. */
  public JvmLauncher with(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return new JvmLauncher(jvm, mainClass, all, archive);
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public List<String> begin(Trial trial, Path run) {
    Stream<String> words =
        Stream.concat(trial.arguments().stream(), Stream.of("--run", run.toString()));
    return command(trial.command(), words.toList());
  }

  @Override
  public Optional<List<String>> goOn(Trial trial, Path run) {
    return trial.command().equals("train")
        ? Optional.of(command("train", List.of("--resume", run.toString())))
        : Optional.empty();
  }

  private List<String> command(String name, List<String> words) {
    List<String> command = new ArrayList<>(jvm);
    command.addAll(1, archive.map(ClassArchive::flags).orElse(List.of()));
    command.add(mainClass);
    command.add(name);
    command.addAll(words);
    return command;
  }

  @Override
  public void ended(List<String> words) {
    archive.ifPresent(classes -> classes.ended(words));
  }
}

package dev.ductile.eval.sweep.trial;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.sweep.definition.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one trial: {@code trial.json} says what it is, {@code attempts.jsonl} which
 * processes worked on it, {@code log.txt} holds what they printed, {@code run} is the run's own
 * folder.
 *
 * @param path the folder, whose name ends with the trial's hash
 */
public record TrialFolder(Path path) {
  /** The run's folder. */
  public Path run() {
    return path.resolve("run");
  }

  /** What the run came to. */
  public Path summaryFile() {
    return new RunFolder(run()).summaryFile();
  }

  /** What the process printed, all starts one after the other. */
  public Path logFile() {
    return path.resolve("log.txt");
  }

  /** How its processes ended, one line each: {@code attempts.jsonl}. */
  public TrialAttempts attempts() {
    return new TrialAttempts(path.resolve("attempts.jsonl"));
  }

  /**
   * What is there now. A trial whose summary is damaged counts as begun: going on with it says what
   * is wrong, without stopping the others.
   */
  public TrialState state() {
    if (!Files.exists(path)) {
      return TrialState.MISSING; // quick, as a plan may have a hundred thousand of these
    }
    if (isDone()) {
      return TrialState.DONE;
    }
    if (TrialProcess.isAlive(this)) {
      return TrialState.RUNNING;
    }
    if (attempts().lastFailed()) {
      return TrialState.FAILED;
    }
    return Files.exists(run()) ? TrialState.RESUMABLE : TrialState.MISSING;
  }

  /** Whether its summary says that it was completed. */
  boolean isDone() {
    try {
      return SummaryFile.isCompleted(summaryFile());
    } catch (OutputException e) {
      return false;
    }
  }

  /** Whether there is anything of a run. */
  boolean holdsAnything() {
    return Files.exists(run());
  }

  /** Whether there is a run that knows its configuration, which it needs to go on. */
  boolean holdsRun() {
    return new RunFolder(run()).isRun();
  }

  /**
   * What code has worked on the trial, in order.
   *
   * @return empty if nobody wrote it down
   */
  public List<CodeIdentity> code() {
    return description().map(TrialDescription::code).orElse(List.of());
  }

  /** What the folder says that it is; empty if it does not, or cannot be read. */
  Optional<TrialDescription> description() {
    return TrialDescription.read(descriptionFile());
  }

  Path descriptionFile() {
    return path.resolve("trial.json");
  }

  /** Makes the folder and says in it what it is, and what goes to work on it. */
  void describe(Trial trial, CodeIdentity code) {
    TrialDescription before = TrialDescription.of(trial);
    if (holdsAnything()) {
      before =
          description()
              .filter(found -> !found.code().isEmpty())
              .orElse(
                  new TrialDescription(trial, true, List.of(CodeIdentity.notKnown()), List.of()));
    }
    before.with(trial, code, Staleness.cpuOfThisMachine()).write(descriptionFile());
  }

  /** The folder of another trial of the sweep, which need not be there. */
  TrialFolder of(Trial other) {
    Path parent = path.toAbsolutePath().getParent();
    String end = "_" + other.hash();
    if (Files.isDirectory(parent)) {
      try (Stream<Path> folders = Files.list(parent)) {
        Optional<Path> there =
            folders.filter(each -> each.getFileName().toString().endsWith(end)).findFirst();
        if (there.isPresent()) {
          return new TrialFolder(there.get());
        }
      } catch (IOException e) {
        throw new OutputException("cannot read " + parent + ": " + e.getMessage(), e);
      }
    }
    return new TrialFolder(parent.resolve(other.folderName()));
  }

  /** Removes a run that cannot go on. */
  void removeRun() {
    if (!Files.exists(run())) {
      return;
    }
    try (Stream<Path> files = Files.walk(run())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(run(), e);
    }
  }

  /** The last line that its process printed, which for a failure is the reason. */
  String lastWords() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(logFile()), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank())
              .toList();
      return lines.stream()
          .filter(line -> line.startsWith("ductile: "))
          .reduce((first, second) -> second)
          .or(() -> lines.stream().reduce((first, second) -> second))
          .orElse("it printed nothing");
    } catch (IOException e) {
      return "its log " + logFile() + " cannot be read";
    }
  }
}

package dev.ductile.eval.sweep.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.sweep.definition.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of one trial: {@code trial.json} says what it is, {@code log.txt} holds what its
 * process printed, {@code run} is the run's own folder.
 *
 * @param path the folder, whose name ends with the trial's hash
 */
public record TrialFolder(Path path) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CODE = "code";
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

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

  /**
   * What is there now; a trial that failed or was stopped earlier counts as started, and so does
   * one whose summary is damaged: going on with it says what is wrong, without stopping the others.
   */
  public TrialState state() {
    try {
      if (SummaryFile.isCompleted(summaryFile())) {
        return TrialState.DONE;
      }
    } catch (OutputException e) {
      return TrialState.STARTED;
    }
    return Files.exists(run()) ? TrialState.STARTED : TrialState.NEW;
  }

  /** Whether there is a run that knows its configuration, which it needs to go on. */
  boolean holdsRun() {
    return new RunFolder(run()).isRun();
  }

  /**
   * What code has worked on the trial, in order.
   *
   * @return empty if nobody wrote it down, as earlier versions did not
   */
  public List<CodeIdentity> code() {
    Path file = descriptionFile();
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      List<CodeIdentity> code = new ArrayList<>();
      for (JsonNode one : JSON.readTree(file.toFile()).path(CODE)) {
        code.add(CodeIdentity.of(JSON.convertValue(one, STRINGS)));
      }
      return code;
    } catch (IOException | IllegalArgumentException e) {
      return List.of(); // damaged: as if nobody had written it down
    }
  }

  private Path descriptionFile() {
    return path.resolve("trial.json");
  }

  /** Makes the folder and says in it what it is, and which code goes to work on it. */
  void describe(Trial trial, CodeIdentity code) {
    List<Map<String, Object>> all = new ArrayList<>();
    if (Files.exists(run())) {
      List<CodeIdentity> before = code();
      before = before.isEmpty() ? List.of(CodeIdentity.notKnown()) : before;
      before.stream().filter(c -> !c.equals(code)).forEach(c -> all.add(c.toMap()));
    }
    all.add(code.toMap());
    LinkedHashMap<String, Object> description = new LinkedHashMap<>();
    description.put("command", trial.command());
    description.put("arguments", trial.arguments());
    description.put("axes", trial.labels());
    description.put(CODE, all);
    SummaryFile.write(descriptionFile(), description);
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

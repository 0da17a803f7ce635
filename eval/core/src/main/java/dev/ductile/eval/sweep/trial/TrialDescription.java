package dev.ductile.eval.sweep.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.machine.CpuKind;
import dev.ductile.eval.sweep.definition.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code trial.json}: which trial a folder holds, and which code and CPUs have worked on it.
 *
 * @param trial its words and labels; where an earlier version wrote the file, its identity is that
 *     of the words
 * @param identified whether the identity was written down
 * @param code in the order of work
 * @param cpus each kind once, in the order of work
 */
record TrialDescription(
    Trial trial, boolean identified, List<CodeIdentity> code, List<CpuKind> cpus) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final String COMMAND = "command";
  private static final String ARGUMENTS = "arguments";
  private static final String AXES = "axes";
  private static final String IDENTITY = "identitySha256";
  private static final String CODE = "code";
  private static final String CPUS = "cpus";
  private static final int IDENTITY_DIGITS = 64;

  /** Keeps copies. */
  TrialDescription {
    code = List.copyOf(code);
    cpus = List.copyOf(cpus);
  }

  /** Of a trial that nobody has worked on. */
  static TrialDescription of(Trial trial) {
    return new TrialDescription(trial, true, List.of(), List.of());
  }

  /** Reads a file; empty where there is none, or it is damaged. */
  static Optional<TrialDescription> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JSON.readTree(file.toFile());
      String command = tree.path(COMMAND).asText();
      List<String> words = JSON.convertValue(tree.path(ARGUMENTS), TEXTS);
      Map<String, String> labels = JSON.convertValue(tree.path(AXES), STRINGS);
      String identity = tree.path(IDENTITY).asText();
      boolean identified = identity.length() == IDENTITY_DIGITS;
      List<CodeIdentity> code = new ArrayList<>();
      for (JsonNode one : tree.path(CODE)) {
        code.add(CodeIdentity.of(JSON.convertValue(one, STRINGS)));
      }
      List<CpuKind> cpus = new ArrayList<>();
      for (JsonNode one : tree.path(CPUS)) {
        cpus.add(CpuKind.read(JSON.convertValue(one, STRINGS)));
      }
      Trial trial = new Trial(command, words, labels);
      return Optional.of(
          new TrialDescription(
              identified ? new Trial(command, words, labels, identity) : trial,
              identified,
              code,
              cpus));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  /** The same, where further code and CPUs go to work. */
  TrialDescription with(Trial now, CodeIdentity nextCode, CpuKind nextCpu) {
    List<CodeIdentity> allCode = new ArrayList<>(code);
    allCode.removeIf(nextCode::equals);
    allCode.add(nextCode);
    List<CpuKind> allCpus = new ArrayList<>(cpus);
    allCpus.removeIf(nextCpu::equals);
    allCpus.add(nextCpu);
    return new TrialDescription(now, true, allCode, allCpus);
  }

  /** Writes the file in one step. */
  void write(Path file) {
    LinkedHashMap<String, Object> map = new LinkedHashMap<>();
    map.put(COMMAND, trial.command());
    map.put(ARGUMENTS, trial.arguments());
    map.put(AXES, trial.labels());
    map.put(IDENTITY, trial.identitySha256());
    trial
        .fork()
        .ifPresent(
            fork ->
                map.put(
                    "fork", Map.of("prefix", fork.prefix().hash(), "atFrames", fork.atFrames())));
    map.put(CODE, code.stream().map(CodeIdentity::toMap).toList());
    map.put(CPUS, cpus.stream().map(CpuKind::toMap).toList());
    SummaryFile.write(file, map);
  }
}

package dev.ductile.eval.compare;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.machine.CpuKind;
import dev.ductile.eval.score.ScoredRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether compared runs come of one code and one kind of CPU: a difference may be theirs. */
final class RunOrigins {
  private final Map<CodeIdentity, Integer> codes = new LinkedHashMap<>();
  private final Map<CpuKind, Integer> cpus = new LinkedHashMap<>();

  private RunOrigins() {}

  /** What a reader should know; empty where all runs come of the same, or do not say. */
  static List<String> notes(Collection<List<ScoredRun>> rows) {
    RunOrigins origins = new RunOrigins();
    rows.forEach(runs -> runs.forEach(origins::add));
    List<String> notes = new ArrayList<>();
    if (origins.codes.size() > 1) {
      notes.add(
          "runs come of different code ("
              + text(origins.codes, CodeIdentity::describe)
              + "): a difference may be the code's");
    }
    if (origins.cpus.size() > 1) {
      notes.add(
          "runs come of different kinds of CPU ("
              + text(origins.cpus, CpuKind::model)
              + "): equal seeds are no equal runs");
    }
    return notes;
  }

  private void add(ScoredRun run) {
    Map<String, String> facts = run.provenance().facts();
    CodeIdentity code = CodeIdentity.of(facts);
    if (!code.codeSha256().equals(CodeIdentity.UNKNOWN)) {
      count(codes, code, codes.keySet().stream().filter(code::isSameCodeAs).findFirst());
    }
    CpuKind cpu = CpuKind.read(facts);
    if (!cpu.model().equals(CodeIdentity.UNKNOWN)) {
      count(
          cpus,
          cpu,
          cpus.keySet().stream().filter(known -> cpu.differenceFrom(known).isEmpty()).findFirst());
    }
  }

  private static <K> void count(Map<K, Integer> counts, K key, Optional<K> known) {
    counts.merge(known.orElse(key), 1, Integer::sum);
  }

  private static <K> String text(
      Map<K, Integer> counts, java.util.function.Function<K, String> name) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " of " + name.apply(entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}

package dev.ductile.eval.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs of earlier versions did not write down. */
final class LackingFacts {
  /** Facts of the provenance, and what they are. */
  private static final Map<String, String> FACTS = new LinkedHashMap<>();

  static {
    FACTS.put("version", "Ductile's version");
    FACTS.put("commit", "commit");
    FACTS.put("configurationSha256", "hash of the configuration");
    FACTS.put("started", "start");
    FACTS.put("romMd5", "ROM's MD5");
    FACTS.put("libale", "version of libale");
    FACTS.put("engine", "version of the engine");
    FACTS.put("cpu", "CPU model");
    FACTS.put("instructionSets", "instruction sets");
    FACTS.put("threads", "threads");
  }

  private LackingFacts() {}

  static List<String> of(ScoredRun run) {
    List<String> lacks = new ArrayList<>();
    FACTS.forEach(
        (fact, words) -> {
          if (!run.provenance().facts().containsKey(fact)) {
            lacks.add(words);
          }
        });
    if (run.state() == RunState.COMPLETED || run.state() == RunState.STOPPED) {
      JsonNode provenance = run.summary().path("provenance");
      if (!provenance.has("ended")) {
        lacks.add("end");
      }
      if (!provenance.has("resumes")) {
        lacks.add("number of resumes");
      }
    }
    JsonNode evaluation = run.summary().path("evaluation");
    if (evaluation.isObject()) {
      if (!evaluation.has("games")) {
        lacks.add("returns of single evaluation games");
      }
      if (!evaluation.has("conditions")) {
        lacks.add("conditions of the evaluation");
      }
    }
    return lacks;
  }
}

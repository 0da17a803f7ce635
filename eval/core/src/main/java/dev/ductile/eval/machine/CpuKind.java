package dev.ductile.eval.machine;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.Engine;
import dev.ductile.base.code.CodeIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What of a CPU decides the bits of a result. Sums of floating-point numbers depend on their order.
 * That is fixed by the kernel, and kernels are chosen by three things:
 *
 * <ul>
 *   <li>the instruction sets: they fix how many numbers are summed side by side, and whether a
 *       product is rounded before it is added;
 *   <li>whose kernels: oneDNN's or the engine's own sum in different orders;
 *   <li>the limit that {@code ONEDNN_MAX_CPU_ISA} sets: with it a CPU computes as one that has
 *       less.
 * </ul>
 *
 * <p>The model or family is no part of it. A cloud gives the same job to many models that compute
 * the same bits, and a warning at each would soon be overlooked. Clock, number of cores and memory
 * change no bits; numbers of threads do, and are part of the configuration. Libraries also size
 * their blocks by the caches, which containers and virtual machines often hide: equal kinds are
 * therefore needed for equal bits, but no proof of them.
 *
 * @param model the CPU's name, for people
 * @param facts what decides, by name, in order; {@link CodeIdentity#UNKNOWN} where none can tell
 */
public record CpuKind(String model, Map<String, String> facts) {
  /** Named so in a run's provenance. */
  private static final String MODEL = "cpu";

  private static final String INSTRUCTION_SETS = "instructionSets";
  private static final String KERNELS = "kernels";
  private static final String LIMIT = "oneDnnMaxCpuIsa";
  private static final String NO_LIMIT = "none";

  /** Oldest first. */
  private static final List<String> SELECTING =
      List.of(
          "sse4_2",
          "avx",
          "f16c",
          "fma",
          "avx2",
          "avx_vnni",
          "avx512f",
          "avx512dq",
          "avx512bw",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "amx_tile",
          "amx_int8",
          "amx_bf16");

  /** Keeps a copy. */
  public CpuKind {
    facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Of this machine, as an engine uses it; asked after the engine has compiled something. */
  public static CpuKind of(Engine engine) {
    return of(CpuFeatures.ofThisMachine(), engine.kernels(), System.getenv());
  }

  /**
   * Of a machine.
   *
   * @param kernels see {@link Engine#kernels}
   * @param environment the process's variables
   */
  public static CpuKind of(CpuFeatures cpu, String kernels, Map<String, String> environment) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        INSTRUCTION_SETS,
        known(SELECTING.stream().filter(cpu.flags()::contains).collect(Collectors.joining(" "))));
    facts.put(KERNELS, known(kernels));
    String limit =
        environment.getOrDefault(
            "ONEDNN_MAX_CPU_ISA", environment.getOrDefault("DNNL_MAX_CPU_ISA", NO_LIMIT));
    facts.put(LIMIT, oneLine(limit));
    return new CpuKind(known(cpu.model()), facts);
  }

  /** As a record of a run holds it, see {@link #toMap}; what is missing is not known. */
  public static CpuKind read(Map<String, String> record) {
    Map<String, String> facts = new LinkedHashMap<>();
    // Before kernels were recorded, fewer instruction sets were: the two lists cannot be compared.
    boolean old = !record.containsKey(KERNELS);
    for (String fact : List.of(INSTRUCTION_SETS, KERNELS, LIMIT)) {
      facts.put(fact, old ? CodeIdentity.UNKNOWN : known(record.getOrDefault(fact, "")));
    }
    return new CpuKind(known(record.getOrDefault(MODEL, "")), facts);
  }

  private static String known(String text) {
    return text.isBlank() ? CodeIdentity.UNKNOWN : oneLine(text);
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ").strip();
  }

  /** For a run's record: the model, and what decides. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put(MODEL, model);
    map.putAll(facts);
    return map;
  }

  /**
   * What to say where a run goes on here that was begun elsewhere; empty on the same kind, and
   * where nothing is known of one of them.
   */
  public Optional<String> differenceFrom(CpuKind begun) {
    List<String> differing = facts.keySet().stream().filter(fact -> differs(fact, begun)).toList();
    if (differing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "this run was begun on "
            + begun.describe(differing)
            + " and goes on on "
            + describe(differing)
            + ": results go on, but not bit for bit");
  }

  /** The CPU with those of its facts that another one has not. */
  public String describeDifferenceFrom(CpuKind other) {
    return describe(facts.keySet().stream().filter(fact -> differs(fact, other)).toList());
  }

  private boolean differs(String fact, CpuKind other) {
    String here = facts.get(fact);
    String there = other.facts.getOrDefault(fact, CodeIdentity.UNKNOWN);
    return !here.equals(CodeIdentity.UNKNOWN)
        && !there.equals(CodeIdentity.UNKNOWN)
        && !here.equals(there);
  }

  private String describe(List<String> shown) {
    return model
        + " ("
        + shown.stream().map(fact -> fact + " " + facts.get(fact)).collect(Collectors.joining("; "))
        + ")";
  }
}

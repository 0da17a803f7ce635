package dev.ductile.eval.sweep.trial;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.machine.CpuKind;
import dev.ductile.eval.sweep.definition.Trial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether what is in a trial's folder is what this code would make of the trial on this machine:
 * its resolved configuration, its code, and its kind of CPU decide results bit for bit.
 *
 * @param code that would run trials now
 * @param cpu that they would run on
 */
public record Staleness(CodeIdentity code, CpuKind cpu) {
  private static final String NOT_KNOWN = "code that was not written down";

  /** As seen by this code on this machine. */
  public static Staleness here(CodeIdentity code) {
    return new Staleness(code, cpuOfThisMachine());
  }

  /** This machine's CPU, as far as it is known before an engine was started. */
  static CpuKind cpuOfThisMachine() {
    return CpuKind.of(CpuFeatures.ofThisMachine(), "", System.getenv());
  }

  /**
   * Why a trial's folder is stale.
   *
   * @return empty if it is not, or nothing of the trial is there
   */
  public Optional<String> reason(Trial trial, TrialFolder folder) {
    if (!folder.holdsAnything()) {
      return Optional.empty();
    }
    Optional<TrialDescription> found = folder.description();
    if (found.isEmpty() || found.get().code().isEmpty()) {
      return Optional.of(NOT_KNOWN);
    }
    TrialDescription description = found.get();
    if (description.identified()
        && !description.trial().identitySha256().equals(trial.identitySha256())) {
      return Optional.of("another configuration under the same words or labels");
    }
    if (!description.code().stream().allMatch(code::isSameCodeAs)) {
      return Optional.of("other code, " + text(description.code()));
    }
    List<CpuKind> others =
        description.cpus().stream().filter(kind -> cpu.differenceFrom(kind).isPresent()).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of("another kind of CPU, " + others.get(0).describeDifferenceFrom(cpu));
  }

  /** Which code made what is in a folder, for tables. */
  public static String codeOf(TrialFolder folder) {
    List<CodeIdentity> code = folder.code();
    return code.isEmpty() ? NOT_KNOWN : text(code);
  }

  private static String text(List<CodeIdentity> code) {
    return code.stream().map(CodeIdentity::describe).collect(Collectors.joining(", then "));
  }
}

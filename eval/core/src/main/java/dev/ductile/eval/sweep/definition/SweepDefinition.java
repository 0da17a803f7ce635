package dev.ductile.eval.sweep.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep file says.
 *
 * @param name names the output folder
 * @param about what it is for
 * @param size {@code desk} for two cores or one GPU, {@code paper} for the published size
 * @param differences how this size differs from what was published
 * @param command the command that a trial runs: {@code train} or {@code probe}
 * @param arguments command-line words of all trials
 * @param axes what differs between trials; the last one changes fastest
 * @param skip combinations that are not run: a trial whose labels are all named by one of these
 * @param claims what is to be tested
 * @param fork from what trials are forked; empty where they are whole runs
 */
public record SweepDefinition(
    String name,
    String about,
    String size,
    String differences,
    String command,
    List<String> arguments,
    List<SweepAxis> axes,
    List<Map<String, List<String>>> skip,
    List<SweepClaim> claims,
    Optional<SweepFork> fork) {
  /** Keeps copies. */
  public SweepDefinition {
    arguments = List.copyOf(arguments);
    axes = List.copyOf(axes);
    skip = List.copyOf(skip);
    claims = List.copyOf(claims);
  }

  /** A sweep of whole runs. */
  public SweepDefinition(
      String name,
      String about,
      String size,
      String differences,
      String command,
      List<String> arguments,
      List<SweepAxis> axes,
      List<Map<String, List<String>>> skip,
      List<SweepClaim> claims) {
    this(name, about, size, differences, command, arguments, axes, skip, claims, Optional.empty());
  }

  /** Whether a trial is one of the points that the axes span, and not the prefix of some. */
  public boolean isPoint(Trial trial) {
    return axes.stream().allMatch(axis -> trial.labels().containsKey(axis.name()));
  }

  /** The axis whose trials are repetitions. */
  public Optional<SweepAxis> seedAxis() {
    return axes.stream().filter(SweepAxis::isSeed).findFirst();
  }

  /** Whether a combination of labels is to be run. */
  boolean isWanted(Map<String, String> labels) {
    return skip.stream()
        .noneMatch(
            left ->
                left.entrySet().stream()
                    .allMatch(axis -> axis.getValue().contains(labels.get(axis.getKey()))));
  }

  /** The metrics of the claims, each once, in the file's order. */
  public List<String> metrics() {
    return claims.stream().map(SweepClaim::metric).distinct().toList();
  }
}

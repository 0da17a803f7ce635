package dev.ductile.eval.sweep.cluster;

import dev.ductile.base.files.Digests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A sweep as a scheduler gets it.
 *
 * @param name the sweep's
 * @param text the sweep's file, which fixes the list of trials
 * @param out output folder, absolute, as the cluster's machines see it
 * @param groups all trials by what they ask for
 * @param atATime trials that may run together; 0 for as many as the scheduler likes
 * @param gpuShare what a trial on a GPU is given
 * @param leadSeconds before a trial is ended that it is told to stop
 * @param restarts how often a trial that stopped early is started again
 */
public record ClusterSweep(
    String name,
    String text,
    Path out,
    List<TrialGroup> groups,
    int atATime,
    GpuShare gpuShare,
    int leadSeconds,
    int restarts) {
  /** Keeps a copy. */
  public ClusterSweep {
    groups = List.copyOf(groups);
  }

  /** Digest of the file. */
  String textSha256() {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many trials there are. */
  int trials() {
    return groups.stream().mapToInt(group -> group.trials().size()).sum();
  }

  /** Suffixes of the groups' files: none for the only one, else {@code -1}, {@code -2}. */
  String suffix(TrialGroup group) {
    return groups.size() == 1 ? "" : "-" + (groups.indexOf(group) + 1);
  }
}

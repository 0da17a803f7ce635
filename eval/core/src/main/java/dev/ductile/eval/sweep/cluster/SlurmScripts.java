package dev.ductile.eval.sweep.cluster;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a sweep for Slurm: an array script, a job that gathers, and a script that submits both.
 */
public final class SlurmScripts {
  private final ClusterSweep sweep;
  private final Path folder;
  private final Map<String, String> common = new LinkedHashMap<>();

  /**
   * Scripts of a sweep.
   *
   * @param ductile the launcher, as the cluster's machines see it
   * @param workingFolder where trials run, for relative paths in the sweep's file
   */
  public SlurmScripts(ClusterSweep sweep, Path ductile, Path workingFolder) {
    this.sweep = sweep;
    this.folder = sweep.out().resolve("slurm");
    common.put("NAME", sweep.name());
    common.put("DUCTILE", quoted(ductile));
    common.put("OUT", quoted(sweep.out()));
    common.put("FOLDER", quoted(workingFolder));
    common.put("SHA256", sweep.textSha256());
    common.put("LEAD", Integer.toString(sweep.leadSeconds()));
    common.put("RESTARTS", Integer.toString(sweep.restarts()));
    common.put("JOBS", sweep.atATime() == 0 ? "" : Integer.toString(sweep.atATime()));
  }

  /**
   * Writes everything into {@code OUT/slurm}.
   *
   * @return the script that submits
   */
  public Path write() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder, e);
    }
    AtomicFiles.write(folder.resolve("sweep.yaml"), sweep.text());
    for (TrialGroup group : sweep.groups()) {
      AtomicFiles.write(folder.resolve(list(group)), lines(group.trials()));
      write(script(group), filled("trials.sbatch", of(group)));
    }
    write("collect.sbatch", filled("collect.sbatch", common));
    Map<String, String> submit = new LinkedHashMap<>(common);
    submit.put(
        "SUBMIT",
        sweep.groups().stream()
            .map(group -> "submit_trials " + script(group) + " " + list(group) + " \"$@\"")
            .collect(Collectors.joining("\n")));
    write("submit.sh", filled("submit.sh", submit));
    return folder.resolve("submit.sh");
  }

  private Map<String, String> of(TrialGroup group) {
    Map<String, String> values = new LinkedHashMap<>(common);
    values.put("CORES", Integer.toString(group.needs().cores()));
    values.put("MEMORY", Long.toString(group.needs().memoryMegabytes()));
    values.put("LIST", list(group));
    values.put("GRES", group.needs().gpu() ? "#SBATCH --gres=" + gres() : "");
    return values;
  }

  /** Shares go by NVIDIA's multi-process service, of which Slurm counts 100 a card. */
  private String gres() {
    GpuShare share = sweep.gpuShare();
    return share.isWhole() ? "gpu:" + share.count() : "mps:" + share.percent();
  }

  private String script(TrialGroup group) {
    return "trials" + sweep.suffix(group) + ".sbatch";
  }

  private String list(TrialGroup group) {
    return "trials" + sweep.suffix(group) + ".txt";
  }

  private static String lines(List<Integer> trials) {
    return trials.stream().map(trial -> trial + "\n").collect(Collectors.joining());
  }

  private static String filled(String template, Map<String, String> values) {
    String text = Resources.text(SlurmScripts.class, template);
    for (Map.Entry<String, String> value : values.entrySet()) {
      String place = "@" + value.getKey() + "@";
      text =
          value.getValue().isEmpty()
              ? text.replace(place + "\n#", "#").replace(place, "")
              : text.replace(place, value.getValue());
    }
    return text;
  }

  private void write(String name, String text) {
    Path file = folder.resolve(name);
    AtomicFiles.write(file, text);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException | UnsupportedOperationException e) {
      return; // bash FILE does as well
    }
  }

  /** A word of bash, whatever is in it. */
  static String quoted(Path path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}

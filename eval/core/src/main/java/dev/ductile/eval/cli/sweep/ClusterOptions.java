package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Printable;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.cluster.ClusterSweep;
import dev.ductile.eval.sweep.cluster.GpuShare;
import dev.ductile.eval.sweep.cluster.KubernetesManifests;
import dev.ductile.eval.sweep.cluster.SlurmScripts;
import dev.ductile.eval.sweep.cluster.TrialGroup;
import dev.ductile.eval.sweep.cluster.TrialNeeds;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of {@code sweep --write}. */
public final class ClusterOptions {
  /** Whom a sweep can be written for. */
  enum Scheduler {
    SLURM,
    KUBERNETES
  }

  @Option(
      names = "--write",
      paramLabel = "SCHEDULER",
      description =
          "Run nothing; write the sweep for slurm or kubernetes into a folder of that name in the"
              + " output folder. --jobs then bounds how many trials run together.")
  private Scheduler scheduler;

  @Option(
      names = "--gpus-per-trial",
      paramLabel = "N",
      description = "With --write, for run.device=gpu: GPUs, or a share such as 0.25. Default: 1.")
  private String gpusPerTrial;

  @Option(
      names = "--lead-seconds",
      paramLabel = "N",
      description =
          "With --write: how long before its end a trial is told to write a checkpoint. Default:"
              + " 300.")
  private Integer leadSeconds;

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "With --write kubernetes: the image. Default: ductile:cpu or ductile:gpu.")
  private String image;

  @Option(
      names = "--claim",
      paramLabel = "NAME",
      description =
          "With --write kubernetes: the volume claims are NAME-runs and NAME-data. Default:"
              + " ductile.")
  private String claim;

  /** Whether a sweep is to be written. */
  public boolean given() {
    return scheduler != null;
  }

  /** Refuses options that have no meaning here. */
  public void check() {
    boolean kubernetes = scheduler == Scheduler.KUBERNETES;
    if (!given() && (gpusPerTrial != null || leadSeconds != null)) {
      throw new ConfigurationException(
          "--gpus-per-trial and --lead-seconds say what --write writes: add it");
    }
    if (!kubernetes && (image != null || claim != null)) {
      throw new ConfigurationException("--image and --claim are for --write kubernetes");
    }
    Options.within("--lead-seconds", lead(), 1, 65_535); // as much as Slurm takes
  }

  private int lead() {
    return leadSeconds == null ? 300 : leadSeconds;
  }

  /**
   * Writes a sweep.
   *
   * @param text its file
   * @param atATime trials that may run together; 0 for any number
   */
  public void write(Sweep sweep, String text, int atATime) {
    List<TrialNeeds> needs =
        sweep.trials().stream().map(trial -> TrialNeeds.of(sweep.demand(trial))).toList();
    boolean anyGpu = needs.stream().anyMatch(TrialNeeds::gpu);
    if (gpusPerTrial != null && !anyGpu) {
      throw new ConfigurationException(
          "--gpus-per-trial " + gpusPerTrial + ": no trial has run.device=gpu");
    }
    GpuShare share = gpusPerTrial == null ? GpuShare.ONE : GpuShare.parse(gpusPerTrial);
    ClusterSweep cluster =
        new ClusterSweep(
            sweep.definition().name(),
            text,
            sweep.out().toAbsolutePath().normalize(),
            TrialGroup.of(needs),
            atATime,
            share,
            lead(),
            50);
    if (scheduler == Scheduler.SLURM) {
      Path here = Path.of("").toAbsolutePath();
      Path submit = new SlurmScripts(cluster, launcher(), here).write();
      System.out.println("submit " + Printable.of(submit));
    } else {
      if (!share.isWhole()) {
        throw new ConfigurationException(
            "--gpus-per-trial "
                + gpusPerTrial
                + ": Kubernetes gives whole GPUs; let its device plugin share them by time, and"
                + " ask for 1");
      }
      Path folder =
          new KubernetesManifests(cluster, image, claim == null ? "ductile" : claim).write();
      System.out.println("manifests " + Printable.of(folder));
    }
  }

  /** What started this process; elsewhere than from a checkout, what is found on the PATH. */
  private static Path launcher() {
    return Path.of(System.getProperty("ductile.launcher", "ductile"));
  }
}

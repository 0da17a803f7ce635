package dev.ductile.eval.sweep.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kubernetes' Jobs of a sweep, as trees of its API (batch/v1). */
final class TrialJob {
  /** Beyond it Kubernetes wants bounds of its own on an Indexed Job. */
  private static final int MOST_FAILED_INDEXES = 10_000;

  private static final int PODS_WITHOUT_JOBS = 1000;
  private static final int TRIES_AFTER_FAILURES = 3;
  private static final int SHA_DIGITS = 10;

  /** Of the images' user. */
  private static final int USER = 10001;

  private final ClusterSweep sweep;
  private final String name;
  private final String image;
  private final String claim;

  TrialJob(ClusterSweep sweep, String name, String image, String claim) {
    this.sweep = sweep;
    this.name = name;
    this.image = image;
    this.claim = claim;
  }

  static String list(ClusterSweep sweep, TrialGroup group) {
    return "trials" + sweep.suffix(group) + ".txt";
  }

  String configMapName() {
    return name + "-" + sweep.textSha256().substring(0, SHA_DIGITS);
  }

  /** What must be there. */
  String claims() {
    return claim + "-runs and have their ROMs from " + claim + "-data";
  }

  /** The folder of the sweep in a pod. */
  private String out() {
    return "/runs/" + sweep.out().getFileName();
  }

  Map<String, Object> metadata(String called) {
    return map(
        "name",
        called,
        "labels",
        map("app.kubernetes.io/name", "ductile", "app.kubernetes.io/instance", name));
  }

  /** All trials of a group, each once, whatever becomes of the others. */
  Map<String, Object> trials(TrialGroup group) {
    int count = group.trials().size();
    int together = sweep.atATime() == 0 ? PODS_WITHOUT_JOBS : sweep.atATime();
    Map<String, Object> spec =
        map(
            "completionMode",
            "Indexed",
            "completions",
            count,
            "parallelism",
            Math.min(count, together),
            "backoffLimitPerIndex",
            TRIES_AFTER_FAILURES,
            "maxFailedIndexes",
            Math.min(count, MOST_FAILED_INDEXES),
            "podReplacementPolicy",
            "Failed",
            "podFailurePolicy",
            failurePolicy());
    List<String> command = List.of("/bin/bash", "/sweep/trial.sh", list(sweep, group), out());
    Map<String, Object> container = container(group.needs(), "command", command);
    spec.put("template", template(container));
    return job(name + sweep.suffix(group), spec);
  }

  /** Gathers. Its exit code is that of {@code sweep --collect}, so it is not tried again. */
  Map<String, Object> collect() {
    TrialNeeds small = new TrialNeeds(1, 2048, false);
    List<String> words = List.of("sweep", "/sweep/sweep.yaml", "--out", out(), "--collect");
    Map<String, Object> spec = map("backoffLimit", 0);
    spec.put("template", template(container(small, "args", words)));
    return job(name + "-collect", spec);
  }

  private Map<String, Object> job(String called, Map<String, Object> spec) {
    return map("apiVersion", "batch/v1", "kind", "Job", "metadata", metadata(called), "spec", spec);
  }

  /**
   * The first rule that fits counts. What is ignored is begun again and not counted: a trial that
   * was told to stop (75, or 143 before it could listen), and a node that was taken away.
   */
  private static Map<String, Object> failurePolicy() {
    Map<String, Object> disrupted = map("type", "DisruptionTarget", "status", "True");
    return map(
        "rules",
        List.of(
            map("action", "FailIndex", "onExitCodes", exitCodes(2, 3)),
            map("action", "Ignore", "onExitCodes", exitCodes(75, 143)),
            map("action", "Ignore", "onPodConditions", List.of(disrupted))));
  }

  private static Map<String, Object> exitCodes(Integer... codes) {
    return map("containerName", "ductile", "operator", "In", "values", List.of(codes));
  }

  private Map<String, Object> container(TrialNeeds needs, String what, List<String> words) {
    Map<String, Object> limits =
        map("cpu", Integer.toString(needs.cores()), "memory", needs.memoryMegabytes() + "Mi");
    if (needs.gpu()) {
      limits.put("nvidia.com/gpu", Integer.toString(sweep.gpuShare().count()));
    }
    String ours = needs.gpu() ? "ductile:gpu" : "ductile:cpu";
    return map(
        "name",
        "ductile",
        "image",
        image == null ? ours : image,
        what,
        words,
        "resources",
        map("requests", new LinkedHashMap<>(limits), "limits", limits),
        "securityContext",
        map(
            "allowPrivilegeEscalation",
            false,
            "readOnlyRootFilesystem",
            true,
            "capabilities",
            map("drop", List.of("ALL"))),
        "volumeMounts",
        List.of(
            map("name", "runs", "mountPath", "/runs"),
            map("name", "data", "mountPath", "/data"),
            map("name", "sweep", "mountPath", "/sweep", "readOnly", true),
            map("name", "temporary", "mountPath", "/tmp")));
  }

  private Map<String, Object> template(Map<String, Object> container) {
    Map<String, Object> pod =
        map(
            "restartPolicy",
            "Never",
            "terminationGracePeriodSeconds",
            sweep.leadSeconds(),
            "securityContext",
            map("runAsNonRoot", true, "runAsUser", USER, "runAsGroup", USER, "fsGroup", USER),
            "containers",
            List.of(container),
            "volumes",
            List.of(
                map("name", "runs", "persistentVolumeClaim", map("claimName", claim + "-runs")),
                map("name", "data", "persistentVolumeClaim", map("claimName", claim + "-data")),
                map("name", "sweep", "configMap", map("name", configMapName())),
                map("name", "temporary", "emptyDir", map())));
    return map("metadata", map("labels", metadata(name).get("labels")), "spec", pod);
  }

  /** Keys and values in turns, in this order. */
  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}

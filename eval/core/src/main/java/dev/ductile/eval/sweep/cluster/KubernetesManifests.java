package dev.ductile.eval.sweep.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.Resources;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes a sweep for Kubernetes 1.33 or newer: an Indexed Job for the trials that ask for the same,
 * what its pods read, and a Job that gathers.
 */
public final class KubernetesManifests {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  private final ClusterSweep sweep;
  private final TrialJob jobs;
  private final Path folder;
  private final String name;

  /**
   * Manifests of a sweep.
   *
   * @param image the container image; null for those that this repository builds
   * @param claim the volume claim of the runs' folder
   */
  public KubernetesManifests(ClusterSweep sweep, String image, String claim) {
    this.sweep = sweep;
    this.folder = sweep.out().resolve("kubernetes");
    this.name = dnsName(sweep.name());
    this.jobs = new TrialJob(sweep, name, image, claim);
  }

  /**
   * Writes everything into {@code OUT/kubernetes}.
   *
   * @return the folder
   */
  public Path write() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder, e);
    }
    List<Object> trials = new ArrayList<>(List.of(configMap()));
    sweep.groups().forEach(group -> trials.add(jobs.trials(group)));
    write("trials.yaml", trials);
    write("collect.yaml", List.of(jobs.collect()));
    AtomicFiles.write(folder.resolve("README.md"), readme());
    return folder;
  }

  /** What pods read. It cannot be changed: another file is another map, for another job. */
  private Map<String, Object> configMap() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("sweep.yaml", sweep.text());
    data.put("trial.sh", Resources.text(KubernetesManifests.class, "trial.sh"));
    sweep.groups().forEach(group -> data.put(TrialJob.list(sweep, group), lines(group)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("apiVersion", "v1");
    map.put("kind", "ConfigMap");
    map.put("metadata", jobs.metadata(jobs.configMapName()));
    map.put("immutable", true);
    map.put("data", data);
    return map;
  }

  private static String lines(TrialGroup group) {
    return group.trials().stream().map(trial -> trial + "\n").collect(Collectors.joining());
  }

  private String readme() {
    String trialJobs =
        sweep.groups().stream()
            .map(group -> "job/" + name + sweep.suffix(group))
            .collect(Collectors.joining(" "));
    return String.join(
        "\n",
        "1. `kubectl apply -f trials.yaml` starts "
            + sweep.trials()
            + " trials, which write to the claim "
            + jobs.claims()
            + ".",
        "2. `kubectl wait --for=condition=Complete --timeout=-1s "
            + trialJobs
            + "` waits for them; with failed"
            + " trials a Job ends as Failed.",
        "3. `kubectl apply -f collect.yaml` writes the tables; `kubectl logs job/"
            + name
            + "-collect` says what is missing.",
        "4. `kubectl delete -f trials.yaml && kubectl apply -f trials.yaml` goes on: what is done is not run again.",
        "");
  }

  private void write(String file, List<Object> documents) {
    StringWriter text = new StringWriter();
    try (SequenceWriter writer = YAML.writer().writeValues(text)) {
      writer.writeAll(documents);
    } catch (IOException e) {
      throw new UncheckedIOException("texts in memory cannot fail", e);
    }
    AtomicFiles.write(folder.resolve(file), text.toString());
  }

  /** A name as Kubernetes takes it, short enough for a pod's number and suffix behind it. */
  static String dnsName(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    plain = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "sweep-" + plain : plain;
    return plain.substring(0, Math.min(plain.length(), 36)).replaceAll("-$", "");
  }
}

package dev.ductile.eval.sweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests, held to Kubernetes' schema as its own Java client has it. */
class KubernetesManifestsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final TrialNeeds CPU = new TrialNeeds(3, 2304, false);
  private static final TrialNeeds GPU = new TrialNeeds(5, 9472, true);
  private static final String TEXT = "name: Two_Kinds\n# a \"comment\" with \\ and 'quotes'\n";

  @TempDir private Path scratch;
  private Path folder;

  @BeforeEach
  void makeValidatorsReady() {
    new JSON(); // registers what the models' own checks use
  }

  private List<JsonNode> write(List<TrialNeeds> needs, int atATime, String image)
      throws IOException {
    ClusterSweep sweep =
        new ClusterSweep(
            "Two_Kinds",
            TEXT,
            scratch.resolve("mine"),
            TrialGroup.of(needs),
            atATime,
            new GpuShare(200),
            300,
            50);
    folder = new KubernetesManifests(sweep, image, "shared").write();
    return documents("trials.yaml");
  }

  private List<JsonNode> documents(String file) throws IOException {
    return YAML.readerFor(JsonNode.class)
        .<JsonNode>readValues(folder.resolve(file).toFile())
        .readAll();
  }

  private static JsonElement gson(JsonNode node) {
    return JsonParser.parseString(node.toString());
  }

  @Test
  void everyDocumentKeepsToTheSchema() throws Exception {
    List<JsonNode> trials = write(List.of(CPU, GPU, CPU), 0, null);
    assertThat(trials).hasSize(3);
    assertThatCode(() -> V1ConfigMap.validateJsonElement(gson(trials.get(0))))
        .doesNotThrowAnyException();
    for (JsonNode job : List.of(trials.get(1), trials.get(2), documents("collect.yaml").get(0))) {
      assertThatCode(() -> V1Job.validateJsonElement(gson(job))).doesNotThrowAnyException();
      // Numbers are numbers, texts are texts: the client's own reader is strict about that.
      V1Job read = V1Job.fromJson(job.toString());
      assertThat(withoutEmpty(YAML.readTree(read.toJson())))
          .isEqualTo(withoutEmpty(YAML.readTree(job.toString().replace("2048Mi", "2Gi"))));
    }
  }

  /** Kubernetes' classes write empty lists and mappings for what is not there. */
  private static JsonNode withoutEmpty(JsonNode node) {
    for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
      JsonNode child = withoutEmpty(children.next());
      if (child.isContainerNode() && child.isEmpty()) {
        children.remove();
      }
    }
    return node;
  }

  /** The check would see a field that is not Kubernetes', and one that is missing. */
  @Test
  void theSchemaRefusesWhatItDoesNotKnow() throws Exception {
    ObjectNode job = (ObjectNode) write(List.of(CPU), 0, null).get(1);
    ObjectNode spec = (ObjectNode) job.get("spec");
    spec.put("backoffLimitPerindex", 3);
    assertThatThrownBy(() -> V1Job.validateJsonElement(gson(job)))
        .hasMessageContaining("backoffLimitPerindex");
    spec.remove("backoffLimitPerindex");
    ObjectNode rule = (ObjectNode) spec.at("/podFailurePolicy/rules/0");
    rule.remove("action");
    assertThatThrownBy(() -> V1Job.validateJsonElement(gson(job))).hasMessageContaining("action");
  }

  @Test
  void anIndexIsATrialAndExitCodesSayWhatFollows() throws Exception {
    List<JsonNode> trials = write(List.of(CPU, GPU, CPU), 1, null);
    JsonNode map = trials.get(0);
    assertThat(map.at("/data/sweep.yaml").asText()).isEqualTo(TEXT);
    assertThat(map.at("/data/trials-1.txt").asText()).isEqualTo("0\n2\n");
    assertThat(map.at("/data/trials-2.txt").asText()).isEqualTo("1\n");
    assertThat(map.get("immutable").asBoolean()).isTrue();

    JsonNode spec = trials.get(1).get("spec");
    assertThat(spec.get("completionMode").asText()).isEqualTo("Indexed");
    assertThat(spec.get("completions").asInt()).isEqualTo(2);
    assertThat(spec.get("parallelism").asInt()).isEqualTo(1);
    assertThat(spec.get("backoffLimitPerIndex").asInt()).isEqualTo(3);
    assertThat(spec.get("maxFailedIndexes").asInt()).isEqualTo(2);
    JsonNode rules = spec.at("/podFailurePolicy/rules");
    assertThat(rules.findValuesAsText("action")).containsExactly("FailIndex", "Ignore", "Ignore");
    assertThat(rules.at("/0/onExitCodes/values").toString()).isEqualTo("[2,3]");
    assertThat(rules.at("/1/onExitCodes/values").toString()).isEqualTo("[75,143]");
    assertThat(rules.at("/2/onPodConditions/0/type").asText()).isEqualTo("DisruptionTarget");

    JsonNode pod = spec.at("/template/spec");
    assertThat(pod.get("restartPolicy").asText()).isEqualTo("Never");
    assertThat(pod.get("terminationGracePeriodSeconds").asInt()).isEqualTo(300);
    assertThat(pod.at("/volumes/0/persistentVolumeClaim/claimName").asText())
        .isEqualTo("shared-runs");
    assertThat(pod.at("/volumes/2/configMap/name").asText())
        .isEqualTo(map.at("/metadata/name").asText())
        .startsWith("two-kinds-");
    JsonNode container = pod.at("/containers/0");
    assertThat(container.get("image").asText()).isEqualTo("ductile:cpu");
    assertThat(container.get("command").toString())
        .isEqualTo("[\"/bin/bash\",\"/sweep/trial.sh\",\"trials-1.txt\",\"/runs/mine\"]");
    assertThat(container.at("/resources/limits").toString())
        .isEqualTo("{\"cpu\":\"3\",\"memory\":\"2304Mi\"}");
    assertThat(container.at("/resources/requests")).isEqualTo(container.at("/resources/limits"));

    JsonNode gpu = trials.get(2).at("/spec/template/spec/containers/0");
    assertThat(gpu.get("image").asText()).isEqualTo("ductile:gpu");
    assertThat(gpu.at("/resources/limits/nvidia.com~1gpu").asText()).isEqualTo("2");
    JsonNode collect = documents("collect.yaml").get(0).at("/spec/template/spec/containers/0");
    assertThat(collect.get("args").toString()).endsWith("\"/runs/mine\",\"--collect\"]");
    assertThat(Files.readString(folder.resolve("README.md")))
        .hasLineCount(4)
        .contains("job/two-kinds-1 job/two-kinds-2");
  }

  @Test
  void anImageOfOnesOwnAndOneKindOfTrials() throws Exception {
    List<JsonNode> trials = write(List.of(CPU, CPU), 0, "here:5000/ductile:1");
    assertThat(trials).hasSize(2);
    assertThat(trials.get(1).at("/metadata/name").asText()).isEqualTo("two-kinds");
    assertThat(trials.get(1).at("/spec/parallelism").asInt()).isEqualTo(2);
    assertThat(trials.get(1).at("/spec/template/spec/containers/0/image").asText())
        .isEqualTo("here:5000/ductile:1");
  }

  /** Names of Kubernetes are DNS labels; a pod's has the index and a suffix behind it. */
  @Test
  void namesAreThoseOfKubernetes() {
    for (String name : List.of("A_b.c", "9lives", "x".repeat(90), "--", "a-" + "-".repeat(60))) {
      assertThat(KubernetesManifests.dnsName(name)).matches("[a-z]([a-z0-9-]{0,34}[a-z0-9])?");
    }
  }

  /** What a pod runs, with stand-ins for the image's programs. */
  @Test
  void aPodRunsTheTrialOfItsIndex() throws Exception {
    write(List.of(CPU, GPU, CPU), 0, null);
    String script =
        documents("trials.yaml")
            .get(0)
            .at("/data/trial.sh")
            .asText()
            .replace("/opt/ductile/docker/entrypoint.sh", "echo")
            .replace("\"/sweep/$1\"", "<(printf '0\\n2\\n')");
    Process process =
        new ProcessBuilder("bash", "-c", script, "trial.sh", "list", "/runs/x").start();
    process.waitFor();
    assertThat(new String(process.getErrorStream().readAllBytes()))
        .contains("JOB_COMPLETION_INDEX");
    ProcessBuilder indexed =
        new ProcessBuilder("bash", "-c", script, "trial.sh", "list", "/runs/x");
    indexed.environment().put("JOB_COMPLETION_INDEX", "1");
    Process second = indexed.start();
    assertThat(new String(second.getInputStream().readAllBytes()))
        .isEqualTo("sweep /sweep/sweep.yaml --out /runs/x --trial 2\n");
  }
}

package dev.ductile.eval.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.env.ConfigurationException;
import dev.ductile.eval.probe.task.TaskName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a probe's configuration is put together, and what is refused. */
class ProbeSettingsTest {
  private static ProbeSettings settings(TaskName task) {
    return ProbeSettings.of(task, NetworkChoice.MLP);
  }

  @Test
  void defaultsOfEveryTaskAndNetworkAreValid() {
    for (TaskName task : TaskName.values()) {
      assertThat(TaskName.of(task.text())).isEqualTo(task);
      for (NetworkChoice network : NetworkChoice.values()) {
        assertThat(NetworkChoice.of(network.text())).isEqualTo(network);
        ProbeConfig config = ProbeSettings.of(task, network).toConfig();
        assertThat(config).isEqualTo(ProbeDefaults.of(task, network));
      }
    }
  }

  @Test
  void interventionsPutTheirSettings() {
    ProbeConfig config =
        settings(TaskName.RANDOM_LABELS).with("layer-norm,weight-decay=1e-5").toConfig();
    assertThat(config.network().normalization()).isEqualTo(Normalization.LAYER_NORM_CHANNEL);
    assertThat(config.optimizer().weightDecay()).isEqualTo(1e-5);
    assertThat(config.interventions()).startsWith("layer-norm").contains("rate=0.00001");
  }

  private static void refused(String assignment, String... words) {
    for (String word : words) {
      assertThatThrownBy(
              () -> settings(TaskName.GROWING_TARGETS).putText(assignment, "--set").toConfig())
          .as(assignment)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(word);
    }
  }

  @Test
  void impossibleValuesAreRefused() {
    refused("task.offfset=1", "task.offfset", "task.offset", "--set");
    refused("task=1", "no setting 'task'");
    refused("task.offset", "key=value");
    refused("task.offset=", "no single value");
    refused("task.offset=[1]", "no single value");
    refused("task.steps=5", "task.stepsPerTask");
    refused("task.stepsPerTask=many", "task.stepsPerTask", "many", "--set");
    refused("task.stepsPerTask=0", "task.stepsPerTask", "0.0");
    refused("task.fraction=1.5", "task.fraction", "1.5");
    refused("task.fraction=\"NaN\"", "task.fraction");
    refused("task.batchSize=5000", "task.batchSize", "1024");
    refused("task.growth=100", "task.growth");
    refused("objective.kind=NONSENSE", "objective.kind", "NONSENSE");
    refused("optimizer.learningRate=-1", "optimizer.learningRate");
    refused("bandit.discount=1", "bandit.discount");
    refused("run.engineThreads=0", "run.engineThreads");
  }

  @Test
  void interventionsDoNotOverruleTheUser() {
    ProbeSettings settings =
        settings(TaskName.RANDOM_LABELS).putText("network.normalization=NONE", "--set");
    assertThatThrownBy(() -> settings.with("layer-norm"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("network.normalization")
        .hasMessageContaining("layer-norm");
  }

  @Test
  void variantsAreAllCombinationsOnce() {
    List<ProbeVariant> variants =
        ProbeVariants.of(
            settings(TaskName.OFFSET_REGRESSION),
            List.of("none", "layer-norm", "none"),
            List.of("task.offset=0,10,100", "objective.kind=DQN,TWO_HOT"));
    assertThat(variants).hasSize(12);
    ProbeVariant last = variants.get(11);
    assertThat(last.label()).isEqualTo("layer-norm, task.offset=100, objective.kind=TWO_HOT");
    assertThat(last.config().task().offset()).isEqualTo(100);
    assertThat(last.config().objective().kind()).isEqualTo(ObjectiveConfig.Kind.TWO_HOT);
    assertThat(last.folderName()).matches("[A-Za-z0-9_.=-]+");
    assertThat(variants.get(0).label()).isEqualTo("none, task.offset=0, objective.kind=DQN");
    assertThat(variants.stream().map(ProbeVariant::folderName).distinct()).hasSize(12);
    assertThatThrownBy(
            () ->
                ProbeVariants.of(
                    settings(TaskName.BANDIT), List.of("none"), List.of("bandit.discount=")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--vary");
  }
}

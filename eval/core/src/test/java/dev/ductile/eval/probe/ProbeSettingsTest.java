package dev.ductile.eval.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.objective.ClassificationObjective;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.ScaledRewards;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TwoHot;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.RandomStreams;
import dev.ductile.eval.probe.data.Glyphs;
import dev.ductile.eval.probe.task.TaskName;
import dev.ductile.eval.probe.task.TaskSequences;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a probe's configuration is put together, and what is refused. */
class ProbeSettingsTest {
  private static Settings<ProbeConfig> settings(TaskName task) {
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
        ProbeSettings.with(settings(TaskName.RANDOM_LABELS), "layer-norm,weight-decay=1e-5")
            .toConfig();
    assertThat(config.network().normalization()).isEqualTo(Normalization.LAYER_NORM_CHANNEL);
    assertThat(config.optimizer().weightDecay()).isEqualTo(1e-5);
    assertThat(config.interventions().toString()).startsWith("layer-norm").contains("rate=0.00001");
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
    refused("task=1", "unknown configuration key 'task' in --set");
    refused("task.offset", "key=value");
    refused("task.offset=", "task.offset = nothing (--set)");
    refused("task.offset=[1]", "task.offset = [1] (--set)", "a number");
    refused("task.offset=10 20", "task.offset = 10 20 (--set)", "a number");
    refused("task.offset=010", "task.offset", "write 10");
    refused("task.batchSize=010", "task.batchSize", "write 10");
    refused("task.batchSize=64 # small", "task.batchSize", "a whole number");
    refused("objective.doubleQ=1", "objective.doubleQ", "true or false");
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

  /** One reading for both: the same value, or the same refusal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer.epsilon=1e-5",
        "optimizer.epsilon = '1e-5'",
        "optimizer.epsilon=1e-5 2",
        "optimizer.epsilon=1e-5 # small",
        "optimizer.epsilon=[1]",
        "optimizer.epsilon={}",
        "optimizer.epsilon=",
        "optimizer.epsilon=null",
        "network.hiddenUnits=64",
        "network.hiddenUnits=64 32",
        "network.hiddenUnits=064",
        "network.hiddenUnits=1_000",
        "network.dueling=yes",
        "network.dueling=1",
        "network.torso=mlp",
        "network.torso=",
        "run.engine=\"dl4j\"",
        "run.device=",
        "optimizer.epsilom=1",
        "optimizer.lr=1",
        "optimizer=1",
        "=1",
      })
  void assignmentsAreReadAsThoseOfATraining(String assignment) {
    assertThat(read(settings(TaskName.BANDIT), assignment))
        .isEqualTo(read(AgentPresets.load("dqn", null), assignment));
  }

  /** The value, or why there is none. */
  private static String read(Settings<?> settings, String assignment) {
    try {
      settings.putText(assignment, "--set");
    } catch (ConfigurationException e) {
      return e.getMessage().replaceAll(" --set \\S+=\\S+$|: [^:]* lists all.*$", "");
    }
    return String.valueOf(settings.get(assignment.split("=")[0].strip()));
  }

  @Test
  void interventionsDoNotOverruleTheUser() {
    Settings<ProbeConfig> settings =
        settings(TaskName.RANDOM_LABELS).putText("network.normalization=NONE", "--set");
    assertThatThrownBy(() -> ProbeSettings.with(settings, "layer-norm"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("network.normalization")
        .hasMessageContaining("layer-norm");
  }

  private static void refusedWith(TaskName task, String with, String message) {
    assertThatThrownBy(() -> ProbeSettings.with(settings(task), with).toConfig())
        .as("%s --with %s", task.text(), with)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  @Test
  void interventionsWithoutMeaningAreRefusedInOneLine() {
    refusedWith(
        TaskName.RANDOM_LABELS,
        "normalize-and-project",
        "normalize-and-project has no meaning without a normalisation before every nonlinearity:"
            + " add layer-norm or set network.normalization");
    refusedWith(
        TaskName.BANDIT,
        "label-smoothing",
        "label-smoothing needs objective.kind to be C51 or HL_GAUSS or TWO_HOT, here it is DQN");
    refusedWith(
        TaskName.CLASS_PERMUTATION,
        "two-hot,label-smoothing",
        "two-hot does nothing in task class-permutation: it learns classes by cross-entropy,"
            + " without objective.kind (task.labelSmoothing smooths its labels); leave it out, or"
            + " use task bandit");
    refusedWith(
        TaskName.OFFSET_REGRESSION,
        "reward-scale",
        "reward-scale does nothing in task offset-regression: it learns numbers without"
            + " objective.rewardScale; leave it out, or use task bandit");
    refusedWith(
        TaskName.GROWING_TARGETS,
        "adam-rel",
        "adam-rel does nothing in task growing-targets: it has no target network that would be"
            + " copied; leave it out, or use task bandit");
    refusedWith(
        TaskName.RANDOM_LABELS,
        "polyak",
        "polyak does nothing in task random-labels: it has no target network; leave it out, or use"
            + " task bandit");
    for (TaskName task : List.of(TaskName.BANDIT, TaskName.RANDOM_LABELS)) {
      refusedWith(
          task,
          "sample-weight-decay",
          "sample-weight-decay does nothing in a probe: it has no replay memory");
    }
    for (String with :
        List.of("two-hot,label-smoothing", "reward-scale", "adam-rel", "moment-reset", "polyak")) {
      assertThat(
              ProbeSettings.with(settings(TaskName.BANDIT), with).toConfig().interventions().all())
          .isNotEmpty();
    }
    assertThat(
            ProbeSettings.with(settings(TaskName.OFFSET_REGRESSION), "hl-gauss")
                .toConfig()
                .objective()
                .kind())
        .isEqualTo(ObjectiveConfig.Kind.HL_GAUSS);
  }

  @Test
  void interventionsThatWouldComeTooLateAreRefused() {
    for (String with :
        List.of(
            "injection",
            "reset",
            "shrink-and-perturb:at-frames=640001",
            "redo:period-updates=10001",
            "continual-backprop:maturity-updates=10000")) {
      assertThatThrownBy(
              () -> ProbeSettings.with(settings(TaskName.RANDOM_LABELS), with).toConfig())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith(with.split(":", 2)[0] + ":")
          .hasMessageContaining(
              " would do nothing: the run ends after 640000 examples and at most 10000 updates");
    }
    for (String with :
        List.of(
            "injection=640000",
            "injection:at-update=10000",
            "reset:period-updates=10000",
            "shrink-and-perturb:at-frames=640001+640000",
            "redo:period-updates=10000",
            "continual-backprop:maturity-updates=9999")) {
      assertThat(
              ProbeSettings.with(settings(TaskName.RANDOM_LABELS), with)
                  .toConfig()
                  .interventions()
                  .all())
          .isNotEmpty();
    }
  }

  @Test
  void onlyHareAndTortoiseRenewATargetThatIsNeverCopied() {
    assertThat(
            ProbeSettings.with(settings(TaskName.BANDIT), "hare-and-tortoise")
                .toConfig()
                .bandit()
                .targetUpdatePeriodUpdates())
        .isZero();
    Settings<ProbeConfig> copied = settings(TaskName.BANDIT);
    copied.putText("bandit.targetUpdatePeriodUpdates=5", "--set");
    assertThatThrownBy(() -> ProbeSettings.with(copied, "hare-and-tortoise"))
        .hasMessageContaining("contradicts intervention hare-and-tortoise");
    Settings<ProbeConfig> never = settings(TaskName.BANDIT);
    never.putText("bandit.targetUpdatePeriodUpdates=0", "--set");
    assertThatThrownBy(never::toConfig).hasMessageContaining("use 1 or more; only --with");
  }

  @Test
  void theBanditsClassesCoverScaledRewards() {
    ProbeConfig config =
        ProbeSettings.with(settings(TaskName.BANDIT), "two-hot,reward-scale=10").toConfig();
    Objective objective =
        TaskSequences.create(
                config.task(),
                config.bandit(),
                config.objective(),
                Glyphs.draw(1, config.task().examples()),
                new RandomStreams(1))
            .objective();
    assertThat(objective).isInstanceOf(ScaledRewards.class);
    ClassificationObjective inner =
        (ClassificationObjective) ((ScaledRewards) objective).objective();
    Support support = ((TwoHot) inner.classes()).support();
    assertThat(support.minimum()).isCloseTo(-100, within(1e-6));
    assertThat(support.maximum()).isCloseTo(1100, within(1e-6));
  }

  @Test
  void whatInterventionsServeOrNeedIsChecked() {
    refused("network.injection=true", "--with injection");
    Settings<ProbeConfig> rms =
        settings(TaskName.RANDOM_LABELS).putText("optimizer.kind=RMSPROP", "--set");
    assertThatThrownBy(() -> ProbeSettings.with(rms, "adam"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "adam needs optimizer.kind to be ADAM or ADAM_EPSILON_HAT or RADAM, here it is RMSPROP");
    Settings<ProbeConfig> single =
        settings(TaskName.RANDOM_LABELS).putText("task.batchSize=1", "--set");
    assertThatThrownBy(() -> ProbeSettings.with(single, "batch-norm").toConfig())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("task.batchSize must be 2 or more");
  }

  /** The same number in another notation contradicts nothing. */
  @Test
  void whatTheUserWroteTooIsNoContradiction() {
    Settings<ProbeConfig> settings = settings(TaskName.BANDIT);
    settings.putText("objective.categorical.valueMax=10", "--set");
    settings.putText("network.normalization=layer_norm_channel", "--set");
    settings.putText("network.normalizationAffine=true", "--set");
    assertThat(
            ProbeSettings.with(settings, "two-hot,layer-norm").toConfig().network().normalization())
        .isEqualTo(Normalization.LAYER_NORM_CHANNEL);
    Settings<ProbeConfig> other = settings(TaskName.BANDIT);
    other.putText("objective.categorical.valueMax=11", "--set");
    assertThatThrownBy(() -> ProbeSettings.with(other, "two-hot"))
        .hasMessage(
            "objective.categorical.valueMax = 11.0 (--set) contradicts intervention two-hot, which"
                + " wants 10.0: leave one of them out");
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

package dev.ductile.agent.settings;

import static dev.ductile.agent.settings.VolleyConfigs.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.ObjectiveConfig;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.base.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What interventions put into a configuration, and what is refused. */
class InterventionSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "layer-norm, LAYER_NORM_CHANNEL, true",
    "layer-norm=chw:affine=false, LAYER_NORM_CHW, false",
    "rms-norm, RMS_NORM_CHANNEL, true",
    "rms-norm=chw, RMS_NORM_CHW, true",
    "group-norm, GROUP_NORM, true",
    "batch-norm:affine=false, BATCH_NORM, false",
    "swapped-norm, SAMPLE_MEAN_UNIT_DEVIATION, true",
    "swapped-norm=units, UNIT_MEAN_SAMPLE_DEVIATION, true",
  })
  void normalisationsAreSet(String with, Normalization kind, boolean affine) {
    RunConfig config = config("c51", with);
    assertThat(config.network().normalization()).isEqualTo(kind);
    assertThat(config.network().normalizationAffine()).isEqualTo(affine);
  }

  @ParameterizedTest
  @CsvSource({
    "leaky-relu, LEAKY_RELU, false",
    "gelu, GELU, false",
    "tanh, TANH, false",
    "crelu, CRELU, false",
    "crelu:width=constant, CRELU, true",
    "fourier, FOURIER, true",
  })
  void nonlinearitiesAreSet(String with, Activation kind, boolean halved) {
    RunConfig config = config("dqn", with);
    assertThat(config.network().activation()).isEqualTo(kind);
    assertThat(config.network().halvedUnits()).isEqualTo(halved);
  }

  @Test
  void shapesAreSet() {
    assertThat(config("dqn", "global-average-pooling").network().averagePooling()).isTrue();
    assertThat(config("rainbow", "aid").network().intervalKeep()).isEqualTo(0.99);
    assertThat(config("rainbow", "infer:heads=7").network().auxiliaryHeads()).isEqualTo(7);
    assertThat(config("rainbow", "multi-skip").network().skipBlocks()).isEqualTo(1);
    assertThat(config("iqn", "multi-skip=3,layer-norm").network().skipBlocks()).isEqualTo(3);
    assertThat(config("c51", "hadamard").network().hadamard()).isEqualTo(HadamardLayers.ALL);
    assertThat(config("c51", "hadamard").network().activation()).isEqualTo(Activation.TANH);
    assertThat(config("dqn", "hadamard=dense:activation=gelu,gelu").network().hadamard())
        .isEqualTo(HadamardLayers.DENSE);
    NetworkConfig hadamax = config("qr-dqn", "hadamax,layer-norm").network();
    assertThat(hadamax.torso()).isEqualTo(NetworkConfig.Torso.HADAMAX);
    assertThat(hadamax.padding()).isEqualTo(Padding.SAME);
    assertThat(hadamax.activation()).isEqualTo(Activation.GELU);
    assertThat(hadamax.normalization()).isEqualTo(Normalization.LAYER_NORM_CHANNEL);
  }

  @Test
  void numbersAreSet() {
    RunConfig config =
        config("c51", "adam:beta2=0.95:epsilon=1e-2,label-smoothing=0.2,reward-scale=0.5");
    assertThat(config.optimizer().beta2()).isEqualTo(0.95);
    assertThat(config.optimizer().epsilon()).isEqualTo(0.01);
    assertThat(config.objective().categorical().labelSmoothing()).isEqualTo(0.2);
    assertThat(config.objective().rewardScale()).isEqualTo(0.5);
    RunConfig bins =
        config("dqn", "hl-gauss:atoms=21:value-min=-5:value-max=5:sigma-ratio=1,label-smoothing");
    assertThat(bins.objective().kind()).isEqualTo(ObjectiveConfig.Kind.HL_GAUSS);
    assertThat(bins.objective().categorical())
        .isEqualTo(new ObjectiveConfig.Categorical(21, -5, 5, 1, 0.1));
    assertThat(config("dqn", "two-hot").objective().build().heads()).isEqualTo(51);
    assertThat(config("dqn", "batch-norm=0.5").network().normalizationDecay()).isEqualTo(0.5);
    assertThat(config("dqn", "group-norm=4").network().normalizationGroups()).isEqualTo(4);
  }

  @Test
  void parsevalBeginsOrthogonal() {
    assertThat(config("dqn", "parseval").network().weightInitializer())
        .isEqualTo(Initializer.ORTHOGONAL);
    assertThat(config("dqn", "parseval:scale=2").network().weightInitializer())
        .isEqualTo(Initializer.ORTHOGONAL_SQRT2);
    assertThat(config("dqn", "parseval:first-weights=given").network().weightInitializer())
        .isEqualTo(config("dqn", "").network().weightInitializer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c51|layer-norm,batch-norm|layer-norm and batch-norm cannot be combined",
        "dqn|crelu,gelu|crelu and gelu cannot be combined",
        "dqn|two-hot,hl-gauss|two-hot and hl-gauss cannot be combined",
        "dqn|label-smoothing=0.1|label-smoothing needs objective.kind to be C51",
        "dqn|group-norm=7|a hidden layer has 32 units",
        "dqn|fourier,group-norm=32|a hidden layer has 16 units",
        "dqn|swapped-norm=positions|use samples, units",
        "dqn|crelu:width=triple|use double, constant",
        "dqn|two-hot:value-min=20|objective.categorical.valueMax",
        "dqn|reward-scale=0|a number from",
        "dqn|adam:beta1=0.5|There are beta2, epsilon",
        "dqn|aid,gelu|aid and gelu cannot be combined",
        "dqn|aid=0.4|use a number from 0.5 to 1",
        "dqn|infer,reset|its heads would count as layers",
        "dqn|hadamard,crelu|hadamard and crelu cannot be combined",
        "dqn|hadamard,hadamax|its convolutions are products already",
        "dqn|hadamard,multi-skip|residual blocks have no product of layers",
        "dqn|multi-skip=0|a whole number from 1",
        "dqn|redo,hadamard|all units are read as products",
      })
  void nonsenseIsRefused(String agent, String with, String reason) {
    assertThatThrownBy(() -> config(agent, with))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void whatDependsOnOtherSettingsIsRefused() {
    assertRefused("adam needs optimizer.kind", "adam", "optimizer.kind=RMSPROP_CENTERED");
    assertRefused("adam needs optimizer.kind", "adam", "optimizer.kind=RMSPROP");
    assertRefused("adam needs optimizer.kind", "adam", "optimizer.kind=MUON");
    config("dqn", "adam", "optimizer.kind=RADAM");
    assertThatThrownBy(
            () -> config("dqn", "injection", "run.frames=2000000").requireTimeForInterventions())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("injection:at-frame=50000000")
        .hasMessageContaining("2000000 frames and at most 125000 updates");
    config("dqn", "injection=2000000,layer-norm", "run.frames=2000000")
        .requireTimeForInterventions();
    assertRefused("no maps to pool", "global-average-pooling", "network.torso=MLP");
    assertRefused(
        "ends with it already",
        "global-average-pooling",
        "network.torso=RESNET18",
        "network.padding=SAME");
    assertRefused(
        "residual streams", "hadamard", "network.torso=IMPALA_RESNET", "network.padding=SAME");
    assertRefused(
        "no dense layer stands before the outputs", "multi-skip", "network.hiddenUnits=0");
    assertRefused("keep the size", "", "network.torso=HADAMAX", "network.padding=VALID");
    assertRefused("CReLU", "redo,crelu");
    assertRefused("Fourier features", "continual-backprop,fourier");
    assertRefused("adam-rel needs optimizer.kind", "adam-rel", "optimizer.kind=RMSPROP_CENTERED");
    assertRefused("adam-rel needs optimizer.kind", "adam-rel", "optimizer.kind=RADAM");
    assertRefused("replay.batchSize", "batch-norm", "replay.batchSize=1");
    assertRefused(
        "sample-weight-decay needs replay.scheme to be UNIFORM, here it is PRIORITIZED",
        "sample-weight-decay",
        "replay.scheme=PRIORITIZED");
    assertRefused(
        "replay.ageDecaySteps = 5 is not possible: use 0, or set replay.scheme=UNIFORM",
        "",
        "replay.scheme=PRIORITIZED",
        "replay.ageDecaySteps=5");
    assertRefused("even", "crelu:width=constant", "network.hiddenUnits=65");
    assertRefused("two outputs a unit", "", "network.halvedUnits=true");
    assertRefused("has no labels", "", "objective.categorical.labelSmoothing=0.1");
    assertRefused("use ZEROS", "", "network.biasInitializer=ORTHOGONAL");
    assertRefused("network.normalizationDecay", "", "network.normalizationDecay=1");
  }

  private static void assertRefused(String reason, String with, String... assignments) {
    assertThatThrownBy(() -> config("dqn", with, assignments))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void everyInterventionParsesWithItsStandardValues() {
    for (InterventionType type : Interventions.all()) {
      String text = InterventionList.parse(type.name()).fullText();
      assertThat(InterventionList.parse(text).fullText()).isEqualTo(text);
      assertThat(type.does()).as(type.name()).isNotBlank();
      assertThat(type.source()).as(type.name()).isNotBlank();
    }
  }
}

package dev.ductile.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.base.ConfigurationException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language of {@code --with}. */
class InterventionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "nonsense > unknown intervention 'nonsense'; there are layer-norm,",
        ",,, > the list of interventions ',,,' has nothing at place 1",
        "redo,,l2 > the list of interventions 'redo,,l2' has nothing at place 2",
        "l2=010 > l2: coefficient=010 is not possible: use a number: it begins with 0",
        "LAYER-NORM > unknown intervention 'LAYER-NORM'",
        "l2=1,nonsense=2 > unknown intervention 'nonsense'",
        "l2:lambda=1 > l2: unknown parameter 'lambda'; there are coefficient, parameters",
        "l2:coefficient > l2: 'coefficient' is not parameter=value",
        "l2=1:coefficient=2 > l2: coefficient is given twice",
        "l2:coefficient=1:coefficient=1 > l2: coefficient is given twice",
        "l2=-1 > l2: coefficient=-1 is not possible: use a number from 0 to 1000000",
        "l2=NaN > l2: coefficient=NaN is not possible: use a number",
        "l2= > l2: coefficient= is not possible: use a number",
        "l2=1e999 > l2: coefficient=1e999 is not possible",
        "wasserstein:period-updates=1.5 > use a whole number from 1 to",
        "wasserstein:period-updates=0 > use a whole number from 1 to",
        "layer-norm:axes=rows > layer-norm: axes=rows is not possible: use channel, chw",
        "layer-norm,l2,layer-norm > intervention layer-norm is given twice",
        "l2:parameters=all,weight-decay:parameters=weights > l2 and weight-decay cannot be "
            + "combined: they want optimizer.decayed to be ALL and WEIGHTS",
        "normalize-and-project,weight-clip > cannot be combined: each undoes what",
        "weight-clip,normalize-and-project > cannot be combined: each undoes what",
        "normalize-and-project:schedule=linear > schedule=linear needs a length",
        "normalize-and-project:schedule-updates=9 > schedule-updates=9 does nothing without",
        "normalize-and-project:final-learning-rate=1e-5 > final-learning-rate=0.00001 does nothing"
      })
  void refusalsAreOneClearLine(String text, String expected) {
    assertThatThrownBy(() -> InterventionList.parse(text).all())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(expected)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "layer-norm,l2,l2-init,weight-clip",
        "layer-norm:axes=chw:affine=false , weight-decay=1e-5",
        "layer-norm,normalize-and-project:schedule=linear:schedule-updates=1000",
        "wasserstein=0.01,spectral-penalty,parseval,feature-norm=1e-4,spectral-norm=hidden"
      })
  void textIsReadBackTheSame(String text) {
    InterventionList parsed = InterventionList.parse(text);
    String written = parsed.fullText();
    assertThat(InterventionList.parse(written).fullText()).isEqualTo(written);
    assertThat(parsed).hasToString(text).isEqualTo(InterventionList.parse(text));
    assertThat(written.split(",")).hasSize(Math.max(1, parsed.all().size()));
  }

  @Test
  void everyTypeStandsAloneByItsName() {
    for (InterventionType type : Interventions.all()) {
      List<Intervention> one = InterventionList.parse(type.name()).all();
      assertThat(one).hasSize(1);
      assertThat(one.get(0).type()).isSameAs(type);
      for (OptionType p : type.parameters()) {
        assertThat(one.get(0).text()).contains(":" + p.name() + "=" + p.standard());
      }
    }
    assertThat(Interventions.all().stream().map(InterventionType::name).collect(Collectors.toSet()))
        .as("names differ")
        .hasSameSizeAs(Interventions.all());
  }

  @Test
  void valuesReachTheConfiguration() {
    assertThat(InterventionList.parse("spectral-norm=hidden").settings())
        .containsEntry("network.spectralNorm", true)
        .containsEntry("network.spectralNormLayers", "HIDDEN");
    assertThat(
            InterventionList.parse(
                    "normalize-and-project:schedule=cosine:schedule-updates=500"
                        + ":final-learning-rate=1e-6")
                .settings())
        .containsEntry("optimizer.schedule", "COSINE")
        .containsEntry("optimizer.scheduleUpdates", 500L)
        .containsEntry("optimizer.finalLearningRate", 1e-6);
    assertThat(InterventionList.parse("normalize-and-project").settings()).isEmpty();
  }

  @Test
  void projectionNeedsNormalization() {
    Intervention projection = InterventionList.parse("normalize-and-project").all().get(0);
    projection.check(network(Normalization.LAYER_NORM_CHW));
    assertThatThrownBy(() -> projection.check(network(Normalization.NONE)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("add layer-norm");
  }

  private static NetworkConfig network(Normalization normalization) {
    return NetworkConfig.plain(
        NetworkConfig.Torso.MLP,
        Padding.VALID,
        8,
        false,
        normalization,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN);
  }
}

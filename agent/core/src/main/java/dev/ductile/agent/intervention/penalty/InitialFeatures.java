package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.NetworkPass;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.Refusals;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Initial feature regularisation: features must go on to give what they gave at first. */
final class InitialFeatures extends Intervention {
  private static final String HEADS = "heads";
  private static final String SCALE = "scale";

  static final InterventionType TYPE =
      InterventionType.named("infer", InterventionKind.PENALTY)
          .does(
              "loss + coefficient·E Σᵢ(gᵢ(s; θ) − scale·gᵢ(s; θ₀))², gᵢ linear heads on what feeds"
                  + " the outputs, trained with it; θ₀ are the first parameters, kept in"
                  + " checkpoints; noise and quantile fractions the same; of two streams the sum;"
                  + " the mean is over the batch of states, without importance weights")
          .target("untouched by it; it has copies of the heads, without use")
          .optimizerState("part of the gradient")
          .excludes("output layers, which gᵢ does not depend on")
          .source(
              "Lyle et al. 2022 (2204.09560), InFeR, double DQN and Rainbow on Atari with an update"
                  + " every 4 steps; 10 heads, scale 100, coefficient .1 as others quote them")
          .notWith("its heads would count as layers", "reset")
          .notWith("copies of heads have none of its heads", "injection")
          .number("coefficient", 0.1, 0, 1e6, "of the mean squared distance")
          .whole(HEADS, 10, 1, 4096, "linear heads")
          .number(SCALE, 100, 0, 1e6, "of what they gave at first")
          .makes(InitialFeatures::new);

  private InitialFeatures(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("network.auxiliaryHeads", (int) arguments().whole(HEADS));
  }

  @Override
  public void check(NetworkConfig network) {
    Refusals.when(
        network.hiddenUnits() == 0,
        "infer needs a dense layer before the outputs: set network.hiddenUnits above 0");
  }

  private static String first(Parameter parameter) {
    return "first/" + parameter.name();
  }

  @Override
  public Optional<Tensor> penalty(UpdateContext site) {
    var f = site.ops();
    List<Tensor> now = site.pass().auxiliary();
    NetworkPass atFirst = site.passWith(p -> site.state(this, first(p), p.shape()));
    Tensor sum = f.constant(0f);
    for (int stream = 0; stream < now.size(); stream++) {
      Tensor goal = f.stopGradient(atFirst.auxiliary().get(stream));
      Tensor distance =
          f.subtract(now.get(stream), f.scale(goal, (float) arguments().number(SCALE)));
      sum = f.add(sum, f.meanAll(f.reduceSum(f.square(distance), false, 1)));
    }
    return Optional.of(f.scale(sum, (float) arguments().number("coefficient")));
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter p : site.parameters()) {
      site.write(site.state(this, first(p)), site.read(p.variable()));
    }
  }
}

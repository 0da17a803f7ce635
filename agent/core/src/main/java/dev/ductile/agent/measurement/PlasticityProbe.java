package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.LearnerCopy;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How well the network can still learn something new (Lyle et al. 2023): copies of it are trained
 * on random functions {@code g(x) = a + sin(1e5·f(x; ω))}, with f a freshly initialised network and
 * a the mean prediction at present. The random functions are the same in every measurement of a
 * run.
 */
final class PlasticityProbe {
  static final MeasurementType TYPE =
      MeasurementType.named("probe", MeasurementCost.EXPENSIVE)
          .logs("random-target-plasticity, random-target-loss")
          .formula(
              "copies learn g(x) = a + sin(1e5·f(x; ω)) for all actions, a the present mean"
                  + " prediction, ω freshly drawn: mean variance of g minus mean final squared error;"
                  + " mean final squared error. `measurement.probeSteps` full-batch steps of the"
                  + " run's own update rule begun anew, with its penalties, for each of"
                  + " `measurement.probeDraws` draws (published: 2,000 steps, 10 draws)")
          .scope("total")
          .source("Lyle et al. 2023")
          .needs(CopyFunction.FIT)
          .measuredBy(PlasticityProbe::measure);

  private static final double FREQUENCY = 1e5;

  private PlasticityProbe() {}

  private static void measure(MeasurementContext site) {
    LearnerCopy copy = site.copy();
    double centre = Vectors.mean(site.values());
    double baseline = 0;
    double loss = 0;
    int draws = site.config().probeDraws();
    for (int draw = 0; draw < draws; draw++) {
      copy.initialize(RandomSource.XO_SHI_RO_256_PP.create(site.state().seed + draw));
      float[] goals = goals(copy.values(), centre);
      site.load();
      copy.fit(goals, site.config().probeSteps());
      loss += Vectors.meanSquaredError(copy.values(), goals) / draws;
      baseline += variance(goals) / draws;
    }
    site.load();
    site.log("random-target-plasticity", baseline - loss);
    site.log("random-target-loss", loss);
  }

  /** {@code a + sin(1e5·f)}. */
  static float[] goals(float[] f, double centre) {
    float[] goals = new float[f.length];
    for (int i = 0; i < goals.length; i++) {
      goals[i] = (float) (centre + Math.sin(FREQUENCY * f[i]));
    }
    return goals;
  }

  private static double variance(float[] x) {
    double mean = Vectors.mean(x);
    double sum = 0;
    for (float value : x) {
      sum += (value - mean) * (value - mean);
    }
    return sum / x.length;
  }
}

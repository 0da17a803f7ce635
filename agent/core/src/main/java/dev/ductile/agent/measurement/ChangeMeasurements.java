package dev.ductile.agent.measurement;

import java.util.List;

/** How far the policy moved since the last measurement. */
final class ChangeMeasurements {
  static final List<MeasurementType> TYPES =
      List.of(
          MeasurementType.named("churn", MeasurementCost.CHEAP)
              .logs("policy-churn, value-churn")
              .formula(
                  "share of observations whose greedy action is another than at the last"
                      + " measurement; mean |ΔQ| over observations and actions")
              .scope("total")
              .source("Schaul et al. 2022; Tang and Berseth 2024")
              .measuredBy(ChangeMeasurements::churn));

  private ChangeMeasurements() {}

  private static void churn(MeasurementContext site) {
    float[] values = site.values();
    float[] before = site.state().values;
    if (before != null) {
      site.log("policy-churn", Churn.policy(before, values, site.spec().actions()));
      site.log("value-churn", Churn.value(before, values));
    }
    site.state().values = values;
  }
}

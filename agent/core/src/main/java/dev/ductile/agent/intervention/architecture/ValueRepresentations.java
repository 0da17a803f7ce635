package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.PutsSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Interventions on what the output stands for and on the scale of its targets. */
final class ValueRepresentations {
  private static final String KIND = "objective.kind";

  static final InterventionType TWO_HOT =
      InterventionType.named("two-hot", InterventionKind.ARCHITECTURE)
          .does(
              "values are learned by classification: the target is shared between the two nearest"
                  + " atoms, the loss is a cross-entropy")
          .target("same representation")
          .source("Schrittwieser et al. 2020; Farebrother et al. 2024; Lyle et al. 2024")
          .whole("atoms", 51, 2, 100_000, "atoms, evenly spaced")
          .number("value-min", -10, -1e9, 1e9, "the first atom")
          .number("value-max", 10, -1e9, 1e9, "the last atom")
          .makes(a -> new PutsSettings(ValueRepresentations.TWO_HOT, a, classes("TWO_HOT", a)));

  static final InterventionType HL_GAUSS =
      InterventionType.named("hl-gauss", InterventionKind.ARCHITECTURE)
          .does(
              "values are learned by classification: the target is a normal distribution around it,"
                  + " as mass in bins, the loss is a cross-entropy")
          .target("same representation")
          .source("Imani and White 2018; Farebrother et al. 2024")
          .whole("atoms", 51, 2, 100_000, "bins of equal width")
          .number("value-min", -10, -1e9, 1e9, "lower edge of the first bin")
          .number("value-max", 10, -1e9, 1e9, "upper edge of the last bin")
          .number("sigma-ratio", 0.75, 1e-3, 1e3, "deviation in bin widths")
          .makes(
              a -> {
                Map<String, Object> settings = classes("HL_GAUSS", a);
                settings.put("objective.categorical.sigmaRatio", a.number("sigma-ratio"));
                return new PutsSettings(ValueRepresentations.HL_GAUSS, a, settings);
              });

  static final InterventionType LABEL_SMOOTHING =
      InterventionType.named("label-smoothing", InterventionKind.ARCHITECTURE)
          .does("labels p of a cross-entropy become (1 − share)·p + share/m over m classes")
          .target("untouched")
          .source("Szegedy et al. 2016; a control in Lyle et al. 2024")
          .number("share", 0.1, 0, 1, "of the uniform distribution")
          .makes(
              a ->
                  new PutsSettings(
                      ValueRepresentations.LABEL_SMOOTHING,
                      a,
                      Map.of("objective.categorical.labelSmoothing", a.number("share")),
                      Map.of(KIND, Set.of("C51", "TWO_HOT", "HL_GAUSS"))));

  static final InterventionType REWARD_SCALE =
      InterventionType.named("reward-scale", InterventionKind.ARCHITECTURE)
          .does(
              "returns are multiplied by the factor before targets are made, so that values are in"
                  + " those units; rewards that are reported are not")
          .target("same units")
          .source("a control of the targets' magnitude (Lyle et al. 2024)")
          .number("factor", 0.1, 1e-9, 1e9, "of the returns")
          .makes(
              a ->
                  new PutsSettings(
                      ValueRepresentations.REWARD_SCALE,
                      a,
                      Map.of("objective.rewardScale", a.number("factor"))));

  private ValueRepresentations() {}

  private static Map<String, Object> classes(String kind, Options arguments) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put(KIND, kind);
    settings.put("objective.categorical.atoms", (int) arguments.whole("atoms"));
    settings.put("objective.categorical.valueMin", arguments.number("value-min"));
    settings.put("objective.categorical.valueMax", arguments.number("value-max"));
    return settings;
  }
}

package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.PutsSettings;
import dev.ductile.agent.network.Normalization;
import java.util.LinkedHashMap;
import java.util.Map;

/** Normalisations before every hidden nonlinearity other than {@link LayerNorm}. */
final class Norms {
  private static final String STATISTICS =
      "scale, offset and running statistics are copied with the online network; its passes have the"
          + " statistics that it was given";

  static final InterventionType RMS =
      InterventionType.named("rms-norm", InterventionKind.ARCHITECTURE)
          .does(
              "a ← a/√(E[a²] + 1e-5)·γ for each sample, before every hidden nonlinearity; no mean"
                  + " is subtracted, no β")
          .source("Zhang and Sennrich 2019")
          .choice(
              "axes",
              "in convolutions: over channels at each position, or over height, width and channels",
              "channel",
              "chw")
          .choice("affine", "whether γ is there and trained", "true", "false")
          .makes(
              a ->
                  new PutsSettings(
                      Norms.RMS,
                      a,
                      settings(
                          a.is("axes", "chw")
                              ? Normalization.RMS_NORM_CHW
                              : Normalization.RMS_NORM_CHANNEL,
                          a)));

  static final InterventionType GROUP =
      InterventionType.named("group-norm", InterventionKind.ARCHITECTURE)
          .does(
              "a ← (a − E[a])/√(Var[a] + 1e-5)·γ + β over each group of channels and all positions"
                  + " of a sample, before every hidden nonlinearity; over groups of units in dense"
                  + " layers")
          .source("Wu and He 2018 (32 groups; 8 here, which every torso's widths allow)")
          .whole("groups", 8, 1, 65_536, "groups; must divide the width of every hidden layer")
          .choice("affine", "whether γ and β are there and trained", "true", "false")
          .makes(
              a -> {
                Map<String, Object> settings = settings(Normalization.GROUP_NORM, a);
                settings.put("network.normalizationGroups", (int) a.whole("groups"));
                return new PutsSettings(Norms.GROUP, a, settings);
              });

  static final InterventionType BATCH =
      InterventionType.named("batch-norm", InterventionKind.ARCHITECTURE)
          .does(
              "a ← (a − E[a])/√(Var[a] + 1e-5)·γ + β over the samples (and positions) of a batch,"
                  + " before every hidden nonlinearity. The pass that is differentiated has the"
                  + " batch's statistics and moves the running ones, once per update; every other"
                  + " pass has the running ones")
          .target(STATISTICS)
          .source("Ioffe and Szegedy 2015; Lyle et al. 2024 (who see it hurt C51)")
          .number("decay", 0.99, 0, 0.999999, "share of the running statistics that is kept")
          .choice("affine", "whether γ and β are there and trained", "true", "false")
          .makes(a -> new PutsSettings(Norms.BATCH, a, running(Normalization.BATCH_NORM, a)));

  static final InterventionType SWAPPED =
      InterventionType.named("swapped-norm", InterventionKind.ARCHITECTURE)
          .does(
              "a ← (a − E_A[a])/√(Var_B[a] + 1e-5)·γ + β, before every hidden nonlinearity: the"
                  + " mean over samples and the deviation over units, or the other way. Both are of"
                  + " the same a. What is taken over samples is as with batch-norm")
          .target(STATISTICS)
          .source("Lyle et al. 2024 (axis-swapped normalisation; second-hand)")
          .choice("mean", "what the mean is taken over", "samples", "units")
          .number("decay", 0.99, 0, 0.999999, "share of the running statistics that is kept")
          .choice("affine", "whether γ and β are there and trained", "true", "false")
          .makes(
              a ->
                  new PutsSettings(
                      Norms.SWAPPED,
                      a,
                      running(
                          a.is("mean", "samples")
                              ? Normalization.SAMPLE_MEAN_UNIT_DEVIATION
                              : Normalization.UNIT_MEAN_SAMPLE_DEVIATION,
                          a)));

  private Norms() {}

  private static Map<String, Object> settings(Normalization kind, Options arguments) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("network.normalization", kind.name());
    settings.put("network.normalizationAffine", arguments.is("affine", "true"));
    return settings;
  }

  private static Map<String, Object> running(Normalization kind, Options arguments) {
    Map<String, Object> settings = settings(kind, arguments);
    settings.put("network.normalizationDecay", arguments.number("decay"));
    return settings;
  }
}

package dev.ductile.eval.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a measured quantity is shown.
 *
 * @param group under which heading
 * @param title in words
 * @param unit what its axis counts
 * @param share whether it lies between 0 and 1
 */
public record Quantity(String group, String title, String unit, boolean share) {
  private static final String UNITS = "Units";
  private static final String WEIGHTS = "Weights";
  private static final String GRADIENTS = "Gradients and updates";
  private static final String CHANGE = "Change since the last measurement";
  private static final String FEATURES = "Features of the last hidden layers";
  private static final String KERNEL = "Kernel and curvature";
  private static final String PROBE = "Can it still learn?";
  private static final String OTHER = "Others";

  private static final Map<String, Quantity> BY_NAME = new LinkedHashMap<>();

  static {
    share("dormant", UNITS, "dormant units", "share of units");
    share("dead", UNITS, "dead units", "share of units");
    share("linearised", UNITS, "linearised units", "share of units");
    share("active", UNITS, "active activations", "share of activations");
    share("dormant-overlap", UNITS, "dormant, as last time", "share of the smaller set");
    value("preactivation-mean", UNITS, "preactivations, mean", "preactivation");
    value("preactivation-variance", UNITS, "preactivations, variance", "preactivation²");
    value("weight-norm", WEIGHTS, "norm of weights", "‖θ‖");
    value("effective-rate", WEIGHTS, "effective learning rate", "rate / ‖W‖²");
    value("distance", WEIGHTS, "distance from the first parameters", "‖θ − θ₀‖");
    share("gradient-l0", GRADIENTS, "gradient elements that are not 0", "share of elements");
    value("gradient-l1", GRADIENTS, "gradient, sum of magnitudes", "Σ|g|");
    value("gradient-l2", GRADIENTS, "gradient, norm", "‖g‖");
    value("gradient-weight-ratio", GRADIENTS, "gradient to weights", "‖g‖ / ‖θ‖");
    value("update-norm", GRADIENTS, "last update, norm", "‖Δθ‖");
    value("update-weight-ratio", GRADIENTS, "last update to weights", "‖Δθ‖ / ‖θ‖");
    value("gradient-cosine", GRADIENTS, "samples' gradients, alignment", "mean cosine");
    share("gradient-cosine-negative", GRADIENTS, "samples' gradients, opposed", "share of pairs");
    value(
        "gradient-cosine-effective-rank",
        GRADIENTS,
        "samples' gradients, effective rank",
        "effective rank");
    value("change", CHANGE, "change of parameters", "root mean square");
    share("policy-churn", CHANGE, "greedy action changed", "share of observations");
    value("value-churn", CHANGE, "change of action values", "mean |ΔQ|");
    value("feature-norm", FEATURES, "features, norm", "mean ‖φ‖");
    value("feature-mean", FEATURES, "features, mean", "mean of elements");
    value("feature-deviation", FEATURES, "features, standard deviation", "deviation of elements");
    value("feature-sigma-1", FEATURES, "largest singular value", "σ₁");
    value("feature-sigma-ratio", FEATURES, "first to later singular value", "ratio");
    for (String rank : List.of("srank", "effective-rank", "stable-rank", "approximate-rank")) {
      value(rank, FEATURES, rank.replace('-', ' '), "rank");
    }
    value("feature-rank", FEATURES, "feature rank", "rank");
    value("ntk-effective-rank", KERNEL, "kernel, effective rank", "effective rank");
    value(
        "ntk-off-diagonal-effective-rank",
        KERNEL,
        "kernel without diagonal, effective rank",
        "effective rank");
    value("ntk-off-diagonal-share", KERNEL, "kernel, off the diagonal", "mean |Kᵢⱼ| / mean Kᵢᵢ");
    value("ntk-lambda-1", KERNEL, "kernel, largest eigenvalue", "λ₁");
    value("hessian-lambda-max", KERNEL, "Hessian, largest eigenvalue", "λ");
    value("random-target-plasticity", PROBE, "plasticity on random targets", "variance − error");
    value("random-target-loss", PROBE, "final error on random targets", "squared error");
  }

  private static void share(String name, String group, String title, String unit) {
    BY_NAME.put(name, new Quantity(group, title, unit, true));
  }

  private static void value(String name, String group, String title, String unit) {
    BY_NAME.put(name, new Quantity(group, title, unit, false));
  }

  /** Of a name in the log, with or without a threshold behind an {@code @}; others show as such. */
  public static Quantity named(String name) {
    return BY_NAME.getOrDefault(
        name.replaceFirst("@.*", ""), new Quantity(OTHER, name, "value", false));
  }

  /** All headings in the order of the picture. */
  public static List<String> groups() {
    return List.of(UNITS, WEIGHTS, GRADIENTS, CHANGE, FEATURES, KERNEL, PROBE, OTHER);
  }
}

package dev.ductile.eval.sweep.definition;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The sweeps that Ductile brings along, each in two sizes: {@code NAME-desk}, {@code NAME-paper}.
 */
public final class Recipes {
  private static final String FOLDER = "/dev/ductile/eval/recipes/";

  /** In the order of the documentation. */
  private static final List<String> STUDIES =
      List.of(
          "offset-regression",
          "label-fraction",
          "unit-recovery",
          "long-chain",
          "ntk-rank",
          "adam-constants",
          "bandit",
          "atari-layer-norm",
          "atari-l2",
          "atari-batch-norm",
          "atari-layer-norm-l2",
          "continual-atari",
          "resets");

  private Recipes() {}

  /** The names of all recipes. */
  public static List<String> names() {
    return STUDIES.stream()
        .flatMap(study -> List.of(study + "-desk", study + "-paper").stream())
        .toList();
  }

  /**
   * A recipe.
   *
   * @throws ConfigurationException if there is none of that name
   */
  public static SweepDefinition load(String name) {
    return SweepFile.parse(text(name), "recipe " + name);
  }

  /**
   * A recipe's file, to be copied and changed.
   *
   * @throws ConfigurationException if there is none of that name
   */
  public static String text(String name) {
    if (!names().contains(name)) {
      throw new ConfigurationException(
          "no sweep file and no recipe '"
              + name
              + "'"
              + DidYouMean.question(name, names())
              + "; ductile sweep --list shows the recipes");
    }
    try (InputStream in = Recipes.class.getResourceAsStream(FOLDER + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("no resource " + FOLDER + name + ".yaml");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

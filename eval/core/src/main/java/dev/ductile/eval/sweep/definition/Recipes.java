package dev.ductile.eval.sweep.definition;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.files.Resources;
import java.util.List;

/**
 * The sweeps that Ductile brings along, each in two sizes: {@code NAME-desk}, {@code NAME-paper}.
 */
public final class Recipes {
  private static final String FOLDER = "/dev/ductile/eval/recipes/";

  /** In the order of the documentation. */
  private static final List<String> NAMES =
      Resources.text(Recipes.class, FOLDER + "index.txt")
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();

  private Recipes() {}

  /** The names of all recipes. */
  public static List<String> names() {
    return NAMES;
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
    return Resources.text(Recipes.class, FOLDER + name + ".yaml");
  }
}

package dev.ductile.eval.sweep.definition;

import dev.ductile.base.Quantities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads {@code tune:} and {@code tuning:} of a sweep file, and sees that the budget is fair. */
final class TuningReader {
  /** What decides how much a trial learns: the same for every method. */
  private static final Set<String> BUDGETS =
      Set.of("--frames", "run.frames", "--tasks", "--steps", "--examples");

  private final List<SweepAxis> axes;
  private final List<String> arguments;
  private final String command;

  TuningReader(List<SweepAxis> axes, List<String> arguments, String command) {
    this.axes = axes;
    this.arguments = arguments;
    this.command = command;
  }

  /**
   * Reads what is to be tuned.
   *
   * @param axis reads an axis from its name and fields
   */
  Optional<Tuning> read(Fields top, BiFunction<String, Fields, SweepAxis> axis) {
    if (!top.has("tune")) {
      if (top.has("tuning")) {
        throw top.wrong("tuning", "says how tune: is chosen, and there is no tune:");
      }
      return Optional.empty();
    }
    List<SweepAxis> tuned = new ArrayList<>();
    for (Map.Entry<String, Fields> entry : top.mappings("tune").entrySet()) {
      tuned.add(checked(axis.apply(entry.getKey(), entry.getValue()), entry.getValue(), tuned));
    }
    Fields tuning = top.fields("tuning");
    List<String> seeds = seeds(tuning);
    String metric = tuning.text("metric");
    boolean higher = tuning.choice("better", "higher", "lower").equals("higher");
    tuning.refuseOthers();
    requireOneBudget(top);
    return Optional.of(new Tuning(tuned, seeds, metric, higher));
  }

  private SweepAxis checked(SweepAxis axis, Fields fields, List<SweepAxis> before) {
    List<SweepAxis> others = new ArrayList<>(axes);
    others.addAll(before);
    for (SweepAxis other : others) {
      if (other.name().equals(axis.name()) || target(other).equals(target(axis))) {
        throw fields.wrong("", "axis " + other.name() + " has that name or sets the same already");
      }
    }
    if (axis.isSeed() || axis.isGame() || BUDGETS.contains(target(axis))) {
      throw fields.wrong("", target(axis) + " is not tuned: it is what methods have in common");
    }
    return axis;
  }

  private static String target(SweepAxis axis) {
    return axis.key() == null ? axis.option() : axis.key();
  }

  private List<String> seeds(Fields tuning) {
    List<String> seeds = tuning.texts("seeds");
    SweepAxis reported =
        axes.stream()
            .filter(SweepAxis::isSeed)
            .findFirst()
            .orElseThrow(
                () -> tuning.wrong("seeds", "there is no axis of --seed to report on after it"));
    Set<BigDecimal> seen = new HashSet<>();
    reported.values().values().forEach(seed -> seen.add(number(seed, tuning)));
    for (String seed : seeds) {
      if (!seen.add(number(seed, tuning))) {
        throw tuning.wrong(
            "seeds",
            seed
                + " stands twice, or is on axis "
                + reported.name()
                + ": seeds that are reported must not choose");
      }
    }
    if (seeds.isEmpty()) {
      throw tuning.wrong("seeds", "at least one is needed");
    }
    return seeds;
  }

  private static BigDecimal number(String seed, Fields tuning) {
    try {
      return Quantities.decimal(seed).stripTrailingZeros(); // 2.0 is 2
    } catch (NumberFormatException e) {
      throw tuning.wrong("seeds", "'" + seed + "' is no seed: " + e.getMessage());
    }
  }

  private void requireOneBudget(Fields top) {
    for (SweepAxis axis : axes) {
      if (BUDGETS.contains(target(axis))) {
        throw top.wrong(
            "tune", "axis " + axis.name() + " sets " + target(axis) + ": budgets would differ");
      }
    }
    boolean saysFrames =
        arguments.stream().anyMatch(word -> word.matches("--frames(=.*)?|run\\.frames=.*"));
    if (command.equals("train") && !saysFrames) {
      throw top.wrong("tune", "give --frames among the arguments: the same for every method");
    }
  }
}

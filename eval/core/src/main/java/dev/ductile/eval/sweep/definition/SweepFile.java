package dev.ductile.eval.sweep.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.settings.PlainYaml;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Quantities;
import dev.ductile.eval.score.suite.Suite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads sweep files. Every complaint is one line that names the file and the place. */
public final class SweepFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private static final String GAME_OPTION = "--game";

  /** Options that a sweep gives to its trials itself. */
  private static final Set<String> OURS = Set.of("--run", "--resume", "--fork");

  private SweepFile() {}

  /**
   * Reads a sweep.
   *
   * @param text YAML
   * @param name what to call the text in messages
   * @throws ConfigurationException if it is not a sweep
   */
  public static SweepDefinition parse(String text, String name) {
    JsonNode tree = PlainYaml.read(text, name);
    Fields top = new Fields(tree, name);
    String sweep = matching(top, "name", NAME, "letters, digits, '-', '_' and '.'");
    String about = top.text("about");
    String size = top.choice("size", "desk", "paper");
    String differences = top.text("differences");
    String command = top.choice("command", "train", "probe");
    List<String> arguments = arguments(top);
    List<SweepAxis> axes = axes(top, arguments);
    List<SweepClaim> claims = new ArrayList<>();
    for (Fields claim : listIfGiven(top, "claims")) {
      claims.addAll(new ClaimReader(axes).read(claim));
    }
    List<Map<String, List<String>>> skip = skip(top, axes);
    Optional<SweepFork> fork = fork(top, command, axes, name);
    Optional<Tuning> tuning = new TuningReader(axes, arguments, command).read(top, SweepFile::axis);
    top.refuseOthers();
    if (fork.isPresent() && tuning.isPresent()) {
      throw top.wrong("tune", "is not possible with fork: tune in a sweep of whole runs");
    }
    SweepDefinition definition =
        new SweepDefinition(
            sweep,
            about,
            size,
            differences,
            command,
            arguments,
            axes,
            skip,
            claims,
            fork,
            tuning,
            Optional.empty());
    definition.requireEqualBudgets(top);
    return definition;
  }

  /** {@code fork: {from: {axis: label}, at: FRAMES}}. */
  private static Optional<SweepFork> fork(
      Fields top, String command, List<SweepAxis> axes, String name) {
    if (!top.has("fork")) {
      return Optional.empty();
    }
    if (!command.equals("train")) {
      throw top.wrong("fork", "only trainings can be forked, not command: " + command);
    }
    Fields fork = top.fields("fork");
    Map<String, String> from = fork.textMap("from");
    for (Map.Entry<String, String> each : from.entrySet()) {
      SweepAxis axis =
          axes.stream()
              .filter(one -> one.name().equals(each.getKey()))
              .findFirst()
              .orElseThrow(() -> fork.wrong("from", "there is no axis " + each.getKey()));
      if (!axis.values().containsKey(each.getValue())) {
        throw fork.wrong(
            "from", axis.name() + " has no label '" + each.getValue() + "': " + axis.labels());
      }
    }
    SweepFork read = new SweepFork(from, frames(fork));
    fork.refuseOthers();
    read.requireFor(axes, name + ": fork");
    return Optional.of(read);
  }

  private static long frames(Fields fork) {
    String text = fork.text("at");
    try {
      long frames = Quantities.whole(text);
      if (frames > 0) {
        return frames;
      }
      throw new NumberFormatException("is not above 0");
    } catch (NumberFormatException e) {
      throw fork.wrong("at", "'" + text + "' " + e.getMessage() + "; write frames as 100k");
    }
  }

  private static List<Fields> listIfGiven(Fields top, String field) {
    return top.has(field) ? top.listOfMappings(field) : List.of();
  }

  private static String matching(Fields fields, String field, Pattern pattern, String allowed) {
    String value = fields.text(field);
    if (!pattern.matcher(value).matches()) {
      throw fields.wrong(field, "'" + value + "' is not possible: use " + allowed);
    }
    return value;
  }

  private static List<String> arguments(Fields top) {
    List<String> arguments = top.texts("arguments");
    for (String word : arguments) {
      if (OURS.contains(word.split("=", 2)[0])) {
        throw top.wrong("arguments", word + " is given by the sweep itself: leave it out");
      }
    }
    return arguments;
  }

  private static List<SweepAxis> axes(Fields top, List<String> arguments) {
    List<SweepAxis> axes = new ArrayList<>();
    Set<String> targets = new HashSet<>();
    for (Map.Entry<String, Fields> entry : top.mappings("axes").entrySet()) {
      SweepAxis axis = axis(entry.getKey(), entry.getValue());
      Fields at = entry.getValue();
      String target = axis.key() == null ? axis.option() : axis.key();
      if (!targets.add(target)) {
        throw at.wrong("option", "two axes set " + target);
      }
      if (OURS.contains(axis.option())) {
        throw at.wrong("option", axis.option() + " is given by the sweep itself");
      }
      if (axis.key() == null && arguments.contains(axis.option())) {
        throw at.wrong("option", axis.option() + " stands among the arguments already");
      }
      axes.add(axis);
    }
    return axes;
  }

  /** Each a mapping from axes to one label or a list of labels. */
  private static List<Map<String, List<String>>> skip(Fields top, List<SweepAxis> axes) {
    List<Map<String, List<String>>> skip = new ArrayList<>();
    for (Fields left : listIfGiven(top, "skip")) {
      Map<String, List<String>> labels = new LinkedHashMap<>();
      for (SweepAxis axis : axes) {
        if (left.has(axis.name())) {
          List<String> named = left.textOrTexts(axis.name());
          if (!axis.labels().containsAll(named)) {
            throw left.wrong(axis.name(), "of " + named + " not all are among " + axis.labels());
          }
          labels.put(axis.name(), named);
        }
      }
      left.refuseOthers();
      if (labels.isEmpty()) {
        throw left.wrong("", "names no axis, which would leave out everything");
      }
      skip.add(labels);
    }
    return skip;
  }

  private static SweepAxis axis(String name, Fields fields) {
    if (!NAME.matcher(name).matches()) {
      throw fields.wrong("", "the axis' name is not possible: use letters, digits, '-', '_', '.'");
    }
    if (fields.has("suite")) {
      return suite(name, fields);
    }
    boolean set = fields.has("set");
    if (set == fields.has("option")) {
      throw fields.wrong("", "an axis has either option: --NAME or set: KEY");
    }
    String key = set ? fields.text("set") : null;
    String option = set ? SweepAxis.SET_OPTION : fields.text("option");
    if (!option.startsWith("--") || option.equals(SweepAxis.SET_OPTION) && !set) {
      throw fields.wrong("option", "'" + option + "' is not possible: write --NAME, or set: KEY");
    }
    LinkedHashMap<String, String> values = new LinkedHashMap<>(fields.labelled("values"));
    fields.refuseOthers();
    if (values.isEmpty()) {
      throw fields.wrong("values", "an axis needs at least one value");
    }
    if (new HashSet<>(values.values()).size() < values.size()) {
      throw fields.wrong("values", "two labels have the same value: " + values);
    }
    return new SweepAxis(name, option, key, values);
  }

  /** {@code game: {suite: atari10}}: an axis over the games of a suite. */
  private static SweepAxis suite(String name, Fields fields) {
    Suite suite = Suite.named(fields.text("suite"));
    fields.refuseOthers();
    Map<String, String> games = new LinkedHashMap<>();
    suite.games().forEach(game -> games.put(game, game));
    return new SweepAxis(name, GAME_OPTION, null, games);
  }
}

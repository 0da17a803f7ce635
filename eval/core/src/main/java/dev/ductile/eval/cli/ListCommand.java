package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.eval.cli.options.Candidates;
import dev.ductile.eval.cli.options.JsonOutput;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile list WHAT}. */
@Command(
    name = "list",
    description = {
      "Lists what there is to choose from, with meaning, unit, range, default and source.",
      "ductile list keys replay shows the keys with 'replay' in their names."
    })
final class ListCommand implements Callable<Integer> {
  /** Details that need more than a few lines stand below each other. */
  private static final int WIDTH_CHARACTERS = 400;

  /** What can be listed, in the order of the help. */
  static final Map<String, Function<ListCommand, List<Listing.Row>>> LISTS = new LinkedHashMap<>();

  static {
    LISTS.put("agents", list -> Listing.agents());
    LISTS.put("presets", list -> Listing.presets());
    LISTS.put("interventions", list -> Listing.interventions());
    LISTS.put("measurements", list -> Listing.measurements());
    LISTS.put("keys", ListCommand::keys);
    LISTS.put("games", list -> Listing.games());
    LISTS.put("protocols", list -> Listing.protocols());
    LISTS.put("suites", list -> Listing.suites());
  }

  /** The lists, for {@code --help} and for completion in shells. */
  static final class Lists implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return LISTS.keySet().iterator();
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      completionCandidates = ListCommand.Lists.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PART",
      description = "Only those whose name contains this. Default: all.")
  private String part = "";

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      completionCandidates = Candidates.Agents.class,
      description = "For keys: whose defaults are shown. Default: dqn.")
  private String agent;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      completionCandidates = Candidates.Presets.class,
      description = "For keys: whose defaults are shown. Default: the agent's own.")
  private String preset;

  @Option(names = "--probe", description = "For keys: those of a probe, not of a training.")
  private boolean probe;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Function<ListCommand, List<Listing.Row>> list = LISTS.get(what);
    if (list == null) {
      throw new ConfigurationException(DidYouMean.unknown("list", what, LISTS.keySet()));
    }
    boolean forKeys = agent != null || preset != null || probe;
    if (forKeys && !what.equals("keys")) {
      throw new ConfigurationException("--agent, --preset and --probe go with list keys");
    }
    List<Listing.Row> rows =
        list.apply(this).stream().filter(row -> row.name().contains(part)).toList();
    if (rows.isEmpty()) {
      List<String> names = list.apply(this).stream().map(Listing.Row::name).toList();
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "none of the %s has '%s' in its name%s",
              what,
              part,
              DidYouMean.question(part, names)));
    }
    if (json) {
      List<Map<String, Object>> all = rows.stream().map(Listing.Row::toMap).toList();
      System.out.println(JsonOutput.line(Map.of(what, all)));
    } else {
      rows.forEach(ListCommand::print);
    }
    return ExitCodes.DONE;
  }

  private List<Listing.Row> keys() {
    if (!probe) {
      return Listing.keys(agent == null ? "dqn" : agent, preset);
    }
    if (agent != null || preset != null) {
      throw new ConfigurationException("a probe has no agent: leave out --agent and --preset");
    }
    return Listing.probeKeys();
  }

  private static void print(Listing.Row row) {
    System.out.println(row.name() + "  " + Printable.of(row.meaning()));
    List<String> details =
        row.details().entrySet().stream()
            .map(detail -> Printable.of(detail.getKey() + " " + detail.getValue()))
            .toList();
    String line = String.join(" | ", details);
    for (String each : line.length() <= WIDTH_CHARACTERS ? List.of(line) : details) {
      System.out.println("    " + each);
    }
  }
}

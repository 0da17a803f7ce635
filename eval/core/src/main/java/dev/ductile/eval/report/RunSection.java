package dev.ductile.eval.report;

import dev.ductile.eval.score.Score;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.text.Csv;
import dev.ductile.eval.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every run, with where it comes from. */
final class RunSection implements Section {
  private static final int HASH_CHARACTERS = 12;
  private static final String HASH = "configurationSha256";
  private static final String COMMAND = "command";

  private final ReportData data;

  RunSection(ReportData data) {
    this.data = data;
  }

  @Override
  public String title() {
    return "Every run";
  }

  @Override
  public String id() {
    return "runs";
  }

  @Override
  public void write(Html html) {
    List<ScoredRun> runs = data.runs();
    List<List<String>> rows = new ArrayList<>();
    runs.forEach(run -> rows.add(row(run)));
    html.table(
        "Runs",
        List.of(
            data.comparison().head().by(),
            "game",
            "seed",
            "state",
            "frames",
            "score",
            "configuration",
            "code",
            "command",
            "resumes"),
        rows);
    Map<String, Integer> lacks = new TreeMap<>();
    runs.forEach(run -> run.lacks().forEach(fact -> lacks.merge(fact, 1, Integer::sum)));
    if (!lacks.isEmpty()) {
      List<String> counted = new ArrayList<>();
      lacks.forEach((fact, count) -> counted.add(fact + " (" + count + ")"));
      html.element("p", "What runs lack, by how many: " + String.join(", ", counted) + ".");
    }
    html.data("All provenance (CSV)", csv(runs));
  }

  private List<String> row(ScoredRun run) {
    Map<String, String> facts = run.provenance().facts();
    Optional<Score> score = data.score(run);
    String hash = facts.getOrDefault(HASH, "–");
    return List.of(
        data.group(run),
        run.game().label(),
        Long.toString(run.seed()),
        run.state().text(),
        Numbers.shortCount(run.frames()),
        score.map(each -> IntervalText.number(each.value(), each.value())).orElse("–"),
        hash.substring(0, Math.min(HASH_CHARACTERS, hash.length())),
        code(facts),
        facts.getOrDefault(COMMAND, "–"),
        Integer.toString(run.provenance().resumes().size()));
  }

  private static String code(Map<String, String> facts) {
    String commit = facts.getOrDefault("commit", "");
    return facts.getOrDefault("version", "–")
        + (commit.isEmpty() ? "" : " " + commit.substring(0, Math.min(8, commit.length())));
  }

  private String csv(List<ScoredRun> runs) {
    TreeSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.provenance().facts().keySet()));
    List<String> head = new ArrayList<>(List.of("folder", "group", "game", "seed", "score"));
    head.addAll(names);
    head.add("resumed");
    StringBuilder csv = new StringBuilder(Csv.guardedLine(head.toArray(String[]::new)));
    for (ScoredRun run : runs) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  run.path().toString(),
                  data.group(run),
                  run.game().label(),
                  Long.toString(run.seed()),
                  Csv.number(data.score(run).map(Score::value).orElse(Double.NaN))));
      names.forEach(name -> cells.add(run.provenance().facts().getOrDefault(name, "")));
      cells.add(String.join("; ", run.provenance().resumes()));
      csv.append(Csv.guardedLine(cells.toArray(String[]::new)));
    }
    return csv.toString();
  }
}

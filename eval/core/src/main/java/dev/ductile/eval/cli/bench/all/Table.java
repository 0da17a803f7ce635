package dev.ductile.eval.cli.bench.all;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured on what machine.
 *
 * @param machine descriptions by name
 * @param other name of who was compared with; empty if nobody
 */
record Table(Map<String, String> machine, String other, List<Result> results) {
  /** For a terminal: columns under each other. */
  String text() {
    StringBuilder text = new StringBuilder();
    machine.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
    text.append('\n');
    List<List<String>> lines = lines();
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        padded.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** For a page. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    List<String> words = new ArrayList<>();
    machine.forEach((key, value) -> words.add(key + ": " + value));
    text.append(escaped(String.join("; ", words))).append(".\n\n");
    List<List<String>> lines = lines();
    text.append(row(lines.get(0))).append("|---".repeat(lines.get(0).size())).append("|\n");
    lines.subList(1, lines.size()).forEach(line -> text.append(row(line)));
    return text.toString();
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells.stream().map(Table::escaped).toList()) + " |\n";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }

  private List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        other.isEmpty()
            ? List.of("what", "median (range)")
            : List.of("what", "this build", other, "ratio of pairs"));
    for (Result result : results) {
      List<String> line = new ArrayList<>(List.of(result.label()));
      String own = result.own().map(Spread::text).orElse("-");
      line.add(result.reason().isEmpty() ? own : result.reason());
      if (!other.isEmpty()) {
        line.add(result.other().map(Spread::text).orElse("-"));
        line.add(result.ratio().map(Spread::text).orElse("-"));
      }
      lines.add(line);
    }
    return lines;
  }

  /** For JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("machine", machine);
    map.put("against", other.isEmpty() ? null : other);
    map.put("rows", results.stream().map(Result::toMap).toList());
    return map;
  }
}

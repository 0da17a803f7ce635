package dev.ductile.eval.compare;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.Quantities;
import dev.ductile.base.files.TextFiles;
import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.eval.score.ProtocolIdentity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Others' scores from a file: CSV with the columns {@code game}, {@code seed}, {@code score}, in
 * any order. Their protocol is named in a line {@code # protocol: TEXT} or on the command line;
 * what it has as {@code frames=10M} and other names of rules is checked.
 *
 * @param group their row
 * @param rules what of the protocol can be checked
 * @param protocol as it was named
 */
record OtherScores(ScoreGroup group, List<ProtocolIdentity.Of> rules, String protocol) {
  private static final String PROTOCOL = "protocol:";
  private static final List<String> COLUMNS = List.of("game", "seed", "score");

  /**
   * Reads a file.
   *
   * @param named the protocol of the command line; empty to take the file's
   * @throws ConfigurationException naming the line that is wrong
   */
  static OtherScores read(Path file, String named) {
    String text = TextFiles.read(file, "scores'");
    String protocol = named;
    List<Integer> columns = null;
    SortedMap<String, SortedMap<String, Double>> scores = new TreeMap<>();
    Map<String, Integer> missing = new TreeMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String at = file + ", line " + number + ": ";
      if (line.startsWith("#")) {
        String comment = line.substring(1).strip();
        if (protocol.isEmpty() && comment.startsWith(PROTOCOL)) {
          protocol = comment.substring(PROTOCOL.length()).strip();
        }
      } else if (!line.isBlank() && columns == null) {
        columns = columns(cells(line, at), at);
      } else if (!line.isBlank()) {
        add(cells(line, at), columns, at, scores, missing);
      }
    }
    if (scores.isEmpty()) {
      throw new ConfigurationException(
          file + " has no scores: give the columns game,seed,score and a line for each run");
    }
    if (protocol.isEmpty()) {
      throw new ConfigurationException(
          "by which protocol were the scores of "
              + file
              + " taken? Name it in a line '# protocol: …' or by --against-protocol, such as"
              + " 'machado, frames=200M'");
    }
    String label = file.getFileName().toString().replaceFirst("\\.csv$", "");
    ScoreGroup group = ScoreGroup.of(label, scores, new Missing(missing), false);
    return new OtherScores(group, rules(protocol, scores), protocol);
  }

  private static List<Integer> columns(List<String> head, String at) {
    List<Integer> columns = new ArrayList<>();
    for (String column : COLUMNS) {
      int index = head.stream().map(String::strip).toList().indexOf(column);
      if (index < 0) {
        throw new ConfigurationException(
            at + "there is no column '" + column + "'; the first line names game,seed,score");
      }
      columns.add(index);
    }
    return columns;
  }

  private static void add(
      List<String> cells,
      List<Integer> columns,
      String at,
      SortedMap<String, SortedMap<String, Double>> scores,
      Map<String, Integer> missing) {
    if (columns.stream().anyMatch(column -> column >= cells.size())) {
      throw new ConfigurationException(at + "too few cells");
    }
    String game = cells.get(columns.get(0)).strip();
    List<String> known = GameCatalogue.all().stream().map(Game::name).toList();
    if (!known.contains(game)) {
      throw new ConfigurationException(
          at + "unknown game '" + game + "'" + DidYouMean.question(game, known));
    }
    String seed = cells.get(columns.get(1)).strip();
    double score = score(cells.get(columns.get(2)).strip(), at);
    if (!Double.isFinite(score)) {
      missing.merge("not finite", 1, Integer::sum);
    } else if (scores.computeIfAbsent(game, g -> new TreeMap<>()).put(seed, score) != null) {
      throw new ConfigurationException(at + game + " has a score of seed " + seed + " already");
    }
  }

  private static double score(String text, String at) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(at + "'" + text + "' is not a number", e);
    }
  }

  /** RFC 4180 without line ends in cells. */
  private static List<String> cells(String line, String at) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char next = line.charAt(i);
      if (next == '"') {
        boolean twice = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        cell.append(twice ? "\"" : "");
        i += twice ? 1 : 0;
        quoted ^= !twice;
      } else if (next == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(next);
      }
    }
    if (quoted) {
      throw new ConfigurationException(at + "a quotation mark is not closed");
    }
    cells.add(cell.toString());
    return cells;
  }

  private static List<ProtocolIdentity.Of> rules(
      String protocol, SortedMap<String, SortedMap<String, Double>> scores) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String word : protocol.split("[,;\\s]+")) {
      String[] field = word.split("=", 2);
      if (field.length == 2) {
        fields.put(field[0], value(field[0], field[1]));
      }
    }
    ProtocolIdentity identity = new ProtocolIdentity(fields);
    return scores.keySet().stream().map(game -> new ProtocolIdentity.Of(game, identity)).toList();
  }

  private static String value(String field, String text) {
    if (!field.equals(ProtocolIdentity.FRAMES)) {
      return text;
    }
    try {
      return Long.toString(Quantities.whole(text));
    } catch (NumberFormatException e) {
      throw new ConfigurationException("protocol's frames=" + text + ": " + e.getMessage(), e);
    }
  }
}

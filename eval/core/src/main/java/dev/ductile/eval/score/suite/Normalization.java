package dev.ductile.eval.score.suite;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.Resources;
import dev.ductile.base.files.TextFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Makes scores of different games comparable: {@code (score − random) / (human − random)}, 0 for a
 * random player and 1 for a human. Games without a row are no part of an aggregate.
 */
public final class Normalization {
  private static final String HUMAN = "human";
  private static final String NONE = "none";
  private static final String TABLE = "human-random.csv";
  private static final String HEADER = "game,random,human";

  private final String name;
  private final String conditions;
  private final Map<String, Row> rows;

  private record Row(double random, double human) {}

  private Normalization(String name, String conditions, Map<String, Row> rows) {
    this.name = name;
    this.conditions = conditions;
    this.rows = rows;
  }

  /**
   * What {@code --normalize} takes: {@code human}, {@code none}, or a CSV file with the columns
   * {@code game,random,human}.
   *
   * @throws ConfigurationException if it is none of them, or the file is not right
   */
  public static Normalization of(String text) {
    if (text.equals(NONE)) {
      return new Normalization(NONE, "raw returns", Map.of());
    }
    if (text.equals(HUMAN)) {
      return read(HUMAN, Resources.text(Normalization.class, TABLE));
    }
    Path file = Path.of(text);
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "--normalize "
              + text
              + ": there is no such file; use human, none or a CSV file with "
              + HEADER);
    }
    return read(text, TextFiles.read(file, "normalisation file"));
  }

  /**
   * Comment lines, which begin with {@code #}, say under which conditions the scores were taken.
   */
  private static Normalization read(String name, String csv) {
    StringBuilder conditions = new StringBuilder();
    Map<String, Row> rows = new LinkedHashMap<>();
    boolean headed = false;
    int number = 0;
    for (String line : csv.lines().toList()) {
      number++;
      if (line.startsWith("#")) {
        conditions.append(conditions.isEmpty() ? "" : " ").append(line.substring(1).strip());
      } else if (!headed) {
        headed = true;
        if (!line.strip().equals(HEADER)) {
          throw wrong(name, number, "the columns are not " + HEADER);
        }
      } else if (!line.isBlank()) {
        put(rows, name, number, line.split(",", -1));
      }
    }
    if (rows.isEmpty()) {
      throw wrong(name, number, "there is no game in it");
    }
    return new Normalization(
        name, conditions.isEmpty() ? "conditions not stated" : conditions.toString(), rows);
  }

  private static void put(Map<String, Row> rows, String name, int number, String[] cells) {
    Row row;
    try {
      row = new Row(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw wrong(name, number, "it needs a game and two numbers");
    }
    if (!Double.isFinite(row.human - row.random) || row.human == row.random) {
      throw wrong(name, number, "random and human must differ, and be finite");
    }
    if (rows.put(cells[0].strip(), row) != null) {
      throw wrong(name, number, "'" + cells[0] + "' stands twice");
    }
  }

  private static ConfigurationException wrong(String name, int line, String what) {
    return new ConfigurationException("--normalize " + name + ", line " + line + ": " + what);
  }

  /** As it was typed. */
  public String name() {
    return name;
  }

  /** Where the scores come from and under which conditions they were taken. */
  public String conditions() {
    return conditions;
  }

  /** Whether returns are left as they are. */
  public boolean isRaw() {
    return name.equals(NONE);
  }

  /** The games that have a row; empty of {@code none}. */
  public Set<String> games() {
    return rows.keySet();
  }

  /** A normalised score, of {@code none} the score itself; empty for a game without a row. */
  public OptionalDouble of(String game, double score) {
    if (isRaw()) {
      return OptionalDouble.of(score);
    }
    Row row = rows.get(game);
    return row == null
        ? OptionalDouble.empty()
        : OptionalDouble.of((score - row.random) / (row.human - row.random));
  }
}

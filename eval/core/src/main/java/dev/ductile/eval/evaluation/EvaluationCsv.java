package dev.ductile.eval.evaluation;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The games of an evaluation as CSV: a row each, with what is the same for all of them. */
public final class EvaluationCsv {
  /** Figures of the evaluation that stand in every row. */
  private static final List<String> OF_ALL =
      List.of(
          "run",
          "gameLabel",
          "agent",
          "preset",
          "interventions",
          "seed",
          "trainedFrames",
          "protocol",
          "epsilon");

  private static final List<String> OF_A_GAME =
      List.of("stream", "index", "environmentSeed", "environment", "return", "lengthFrames", "end");

  private EvaluationCsv() {}

  /**
   * Writes a file.
   *
   * @param result its games
   * @param figures of the evaluation
   */
  public static void write(Path file, Map<String, Object> figures, EvaluationResult result) {
    StringBuilder csv = new StringBuilder();
    List<String> header = new ArrayList<>(OF_ALL);
    header.addAll(OF_A_GAME);
    csv.append(Csv.line(header));
    for (PlayedGame game : result.games()) {
      List<String> cells = new ArrayList<>();
      OF_ALL.forEach(name -> cells.add(cell(figures.get(name))));
      Map<String, Object> own = game.toMap();
      OF_A_GAME.forEach(
          name -> cells.add(cell(own.getOrDefault(name, result.conditions().get(name)))));
      csv.append(Csv.line(cells));
    }
    AtomicFiles.write(file, csv.toString());
  }

  private static String cell(Object value) {
    return value == null ? "" : String.valueOf(value);
  }
}

package dev.ductile.eval.cli.bench.all;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures that one {@code ductile bench} prints, and one script of the peers.
 *
 * @param words of the command line, after {@code ductile}
 * @param peerWords script and arguments; empty if there is none
 * @param bfloat16 whether it is of use in bfloat16 only
 * @param patience for one process
 */
record JsonMeasurement(
    List<Figure> figures,
    List<String> words,
    List<String> peerWords,
    boolean bfloat16,
    Duration patience)
    implements Measurement {

  @Override
  public Map<Figure, Double> measure(Side side) throws RowFailure, InterruptedException {
    if (side.isPeer() && peerWords.isEmpty()) {
      return Map.of();
    }
    try (Child child = Child.start(side.command(side.isPeer() ? peerWords : words))) {
      return read(side, child.figures(patience));
    }
  }

  private Map<Figure, Double> read(Side side, JsonNode json) throws RowFailure {
    if (bfloat16 && !side.isPeer() && !json.path("bfloat16").asBoolean()) {
      throw RowFailure.meaningless("bfloat16 has no effect on this CPU");
    }
    Map<Figure, Double> values = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String key = side.isPeer() ? figure.peerKey() : figure.key();
      if (key.isEmpty()) {
        continue;
      }
      if (!json.path(key).isNumber()) {
        throw RowFailure.failed("printed no number " + key);
      }
      values.put(figure, json.get(key).asDouble() * (side.isPeer() ? 1 : figure.scale()));
    }
    return values;
  }
}

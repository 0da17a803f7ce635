package dev.ductile.eval.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One game of an evaluation.
 *
 * @param environment number of the environment that it was played in, from 0: its random streams
 *     are those of that number under the evaluation's seed
 * @param gameReturn unclipped return, of a cut game that of the part that was played
 * @param lengthFrames emulator frames since the game's reset, no-ops included
 * @param end how it ended
 */
public record PlayedGame(int environment, double gameReturn, int lengthFrames, GameEnd end) {
  /** For a result file: {@code environment}, {@code return}, {@code lengthFrames}, {@code end}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("environment", environment);
    map.put("return", gameReturn);
    map.put("lengthFrames", lengthFrames);
    map.put("end", end.text());
    return map;
  }
}

package dev.ductile.eval.score.protocol;

import dev.ductile.eval.log.MetricsLog;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Mean return of training games that a protocol averages.
 *
 * @param fromFrames games that ended after this emulator frame of the run
 * @param toFrames up to this one
 * @param games how many
 * @param mean of their unclipped returns; NaN for none
 */
public record TrainingScore(long fromFrames, long toFrames, int games, double mean) {
  /** For a result file. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fromFrames", fromFrames);
    map.put("toFrames", toFrames);
    map.put("games", games);
    map.put("meanReturn", MetricsLog.orNull(mean));
    return map;
  }
}

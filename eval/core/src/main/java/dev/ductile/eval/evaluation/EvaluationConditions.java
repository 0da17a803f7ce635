package dev.ductile.eval.evaluation;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.text.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which conditions games of an evaluation were played: with the policy, all that is needed to
 * play them again.
 *
 * @param stream name of the random stream that the games and the random actions are drawn from
 * @param index its number: equal numbers of one run play equal games
 * @param environmentSeed seed of the environments' random streams, derived from the two
 * @param epsilon chance of a random action; NaN for a random player
 * @param environments games played side by side
 * @param env actions, screen and rules
 */
public record EvaluationConditions(
    String stream,
    long index,
    long environmentSeed,
    double epsilon,
    int environments,
    EnvConfig env) {
  /** For a result file, in this order. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("stream", stream);
    map.put("index", index);
    map.put("environmentSeed", environmentSeed);
    map.put("epsilon", MetricsLog.orNull(epsilon));
    map.put("environments", environments);
    map.put(
        "env",
        Json.MAPPER.convertValue(env, new TypeReference<LinkedHashMap<String, Object>>() {}));
    return map;
  }
}

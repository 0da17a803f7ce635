package dev.ductile.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.text.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep wrote of its claims when it was last run.
 *
 * @param sweep its name
 * @param method how intervals were made
 * @param claims in the order of the sweep's file
 */
record SweepClaims(String sweep, String method, List<Claim> claims) {
  private static final String FILE = "claims.json";

  /**
   * A claim.
   *
   * @param text what is claimed
   * @param source who says so
   * @param metric that it is about
   * @param statistic what the estimate is of it
   * @param estimate what the sweep's data say
   * @param seeds that it rests on
   * @param verdict supported, contradicted or open
   * @param note what to know about it
   */
  record Claim(
      String text,
      String source,
      String metric,
      String statistic,
      Interval estimate,
      int seeds,
      String verdict,
      String note) {}

  /**
   * Of every folder that is a sweep's.
   *
   * @throws ConfigurationException if a file is damaged
   */
  static List<SweepClaims> in(List<Path> folders) {
    List<SweepClaims> all = new ArrayList<>();
    for (Path folder : folders) {
      Path file = folder.resolve(FILE);
      if (Files.isRegularFile(file)) {
        all.add(read(file));
      }
    }
    return all;
  }

  private static SweepClaims read(Path file) {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(TextFiles.read(file, "the sweep's"));
    } catch (JsonProcessingException e) {
      throw new ConfigurationException(
          file + " is damaged: it is not JSON; run the sweep again, which writes it anew", e);
    }
    List<Claim> claims = new ArrayList<>();
    for (JsonNode claim : json.path("claims")) {
      claims.add(
          new Claim(
              claim.path("claim").asText(),
              claim.path("source").asText(),
              claim.path("metric").asText(),
              claim.path("statistic").asText(),
              new Interval(
                  claim.path("estimate").asDouble(Double.NaN),
                  claim.path("low").asDouble(Double.NaN),
                  claim.path("high").asDouble(Double.NaN),
                  claim.path("noInterval").asText("")),
              claim.path("seeds").asInt(),
              claim.path("verdict").asText(),
              claim.path("note").asText()));
    }
    return new SweepClaims(json.path("sweep").asText(), json.path("method").asText(), claims);
  }
}

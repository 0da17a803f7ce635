package dev.ductile.eval.cli.bench.all;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A figure with all its rounds. Values of one index were taken one after the other. */
final class Result {
  private final Row row;
  private final Figure figure;
  private final List<Double> here = new ArrayList<>();
  private final List<Double> there = new ArrayList<>();
  private String reason = "";
  private boolean meaningless;

  Result(Row row, Figure figure) {
    this.row = row;
    this.figure = figure;
  }

  /** Adds a round; {@code other} is null where nobody is compared with. */
  void add(Double own, Double other) {
    here.add(own);
    if (other != null) {
      there.add(other);
    }
  }

  void fail(String side, RowFailure failure) {
    reason = failure.isMeaningless() ? failure.getMessage() : side + ": " + failure.getMessage();
    meaningless = failure.isMeaningless();
  }

  boolean isFailed() {
    return !reason.isEmpty() && !meaningless;
  }

  /** What stands in the table instead of figures; empty if they are there. */
  String reason() {
    return reason.isEmpty() ? "" : meaningless ? reason : "failed: " + reason;
  }

  String label() {
    return row.label() + ": " + figure.name() + ", " + figure.unit();
  }

  Optional<Spread> own() {
    return here.isEmpty() ? Optional.empty() : Optional.of(Spread.of(here));
  }

  Optional<Spread> other() {
    return there.isEmpty() ? Optional.empty() : Optional.of(Spread.of(there));
  }

  /** Own in the other's figure, of the pairs that were taken in turn. */
  Optional<Spread> ratio() {
    if (there.isEmpty()) {
      return Optional.empty();
    }
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < there.size(); i++) {
      ratios.add(here.get(i) / there.get(i));
    }
    return Optional.of(Spread.of(ratios));
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("row", row.key());
    map.put("label", row.label());
    map.put("figure", figure.name());
    map.put("unit", figure.unit());
    map.put("values", here);
    own().ifPresent(spread -> map.put("own", spread.toMap()));
    if (!there.isEmpty()) {
      map.put("otherValues", there);
    }
    other().ifPresent(spread -> map.put("other", spread.toMap()));
    ratio().ifPresent(spread -> map.put("ratio", spread.toMap()));
    if (!reason.isEmpty()) {
      map.put(meaningless ? "notMeasured" : "failed", reason);
    }
    return map;
  }
}

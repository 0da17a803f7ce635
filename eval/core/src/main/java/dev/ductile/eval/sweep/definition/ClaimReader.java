package dev.ductile.eval.sweep.definition;

import java.util.List;
import java.util.Map;

/** Reads a claim and checks it against the sweep's axes. */
final class ClaimReader {
  private final List<SweepAxis> axes;

  ClaimReader(List<SweepAxis> axes) {
    this.axes = axes;
  }

  /** One claim, or with {@code each: AXIS} one for every label of the axis. */
  List<SweepClaim> read(Fields fields) {
    String claim = fields.text("claim");
    String source = fields.text("source");
    String metric = fields.text("metric");
    boolean trend = fields.has("along");
    if (trend == fields.has("of")) {
      throw fields.wrong("", "a claim has either of: and than:, or along: and direction:");
    }
    // A trend says its direction; whether up is good does not matter to it.
    boolean higher = trend && !fields.has("better") || isHigher(fields);
    Comparison comparison = trend ? trend(fields) : groups(fields);
    String each = fields.has("each") ? fields.text("each") : null;
    fields.refuseOthers();
    SweepClaim whole = new SweepClaim(claim, source, metric, higher, comparison);
    return each == null ? List.of(whole) : forEach(whole, axis(each, fields, "each"), fields);
  }

  private static boolean isHigher(Fields fields) {
    return fields.choice("better", "higher", "lower").equals("higher");
  }

  private Comparison trend(Fields fields) {
    SweepAxis along = axis(fields.text("along"), fields, "along");
    if (along.isSeed()) {
      throw fields.wrong("along", along.name() + " holds seeds, which have no order");
    }
    if (along.labels().size() < 2) {
      throw fields.wrong("along", along.name() + " has one value only: there is no trend");
    }
    Map<String, String> within = fields.has("within") ? labels(fields, "within") : Map.of();
    if (within.containsKey(along.name())) {
      throw fields.wrong("within", along.name() + " is the axis of the trend");
    }
    String direction = fields.choice("direction", "increasing", "decreasing");
    return new Comparison.Trend(along.name(), within, direction.equals("increasing"));
  }

  private Comparison groups(Fields fields) {
    Map<String, String> of = labels(fields, "of");
    if (fields.isValue("than")) {
      return new Comparison.Level(of, fields.number("than"));
    }
    Map<String, String> than = labels(fields, "than");
    if (!of.keySet().equals(than.keySet())) {
      throw fields.wrong("than", "names other axes than of: " + than.keySet() + ", " + of.keySet());
    }
    if (of.equals(than)) {
      throw fields.wrong("than", "is the same group as of");
    }
    return new Comparison.Groups(of, than);
  }

  private Map<String, String> labels(Fields fields, String field) {
    Map<String, String> labels = fields.textMap(field);
    labels.forEach(
        (name, label) -> {
          SweepAxis axis = axis(name, fields, field);
          if (axis.isSeed()) {
            throw fields.wrong(field, name + " holds seeds, over which a claim is tested");
          }
          if (!axis.values().containsKey(label)) {
            throw fields.wrong(
                field, "axis " + name + " has no '" + label + "'; it has " + axis.labels());
          }
        });
    if (labels.isEmpty()) {
      throw fields.wrong(field, "names no axis");
    }
    return labels;
  }

  private SweepAxis axis(String name, Fields fields, String field) {
    return axes.stream()
        .filter(axis -> axis.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                fields.wrong(
                    field,
                    "there is no axis '"
                        + name
                        + "'; there are "
                        + axes.stream().map(SweepAxis::name).toList()));
  }

  private static List<SweepClaim> forEach(SweepClaim whole, SweepAxis axis, Fields fields) {
    Comparison comparison = whole.comparison();
    if (comparison.names(axis.name()) || axis.isSeed()) {
      throw fields.wrong("each", axis.name() + " is compared already, or holds seeds");
    }
    return axis.labels().stream()
        .map(
            label ->
                new SweepClaim(
                    whole.claim() + " (" + axis.name() + " " + label + ")",
                    whole.source(),
                    whole.metric(),
                    whole.higherIsBetter(),
                    comparison.among(axis.name(), label)))
        .toList();
  }
}

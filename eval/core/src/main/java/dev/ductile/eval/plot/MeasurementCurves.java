package dev.ductile.eval.plot;

import dev.ductile.agent.measurement.MeasurementContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The measurements of a run over its frames, by quantity and layer; costs are left out. */
public final class MeasurementCurves {
  private static final String PREFIX = "plasticity/";

  private final Map<String, Map<String, List<Point>>> quantities = new LinkedHashMap<>();

  /** One value. */
  record Point(long frames, double value) {}

  /**
   * Adds one round of measuring.
   *
   * @param values by {@code plasticity/quantity/layer}; other keys are ignored
   */
  public void add(long frames, Map<String, Double> values) {
    values.forEach(
        (name, value) -> {
          String[] parts = name.split("/", 3);
          if (name.startsWith(PREFIX)
              && parts.length == 3
              && !name.startsWith(MeasurementContext.SECONDS)) {
            quantities
                .computeIfAbsent(parts[1], quantity -> new LinkedHashMap<>())
                .computeIfAbsent(parts[2], layer -> new ArrayList<>())
                .add(new Point(frames, value));
          }
        });
  }

  /** Whether there is anything to draw. */
  public boolean isEmpty() {
    return quantities.isEmpty();
  }

  /** Points in the order of time, by quantity and then by layer, in the order of first mention. */
  Map<String, Map<String, List<Point>>> quantities() {
    return quantities;
  }

  /** All layers, the whole network first. */
  Set<String> layers() {
    Set<String> layers = new LinkedHashSet<>();
    if (quantities.values().stream().anyMatch(lines -> lines.containsKey(MeasurementPlot.TOTAL))) {
      layers.add(MeasurementPlot.TOTAL);
    }
    quantities.values().forEach(lines -> layers.addAll(lines.keySet()));
    return layers;
  }
}

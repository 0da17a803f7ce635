package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A kind of measurement. The table of the documentation is made from these.
 *
 * @param name as typed behind {@code --measure}
 * @param logs names of its values, thresholds behind {@code @}
 * @param formula what they are
 * @param scope what there is a value for: layers, the whole network
 * @param basis what it is computed on
 * @param source where it comes from
 * @param cost what it costs
 * @param needs functions of the copy that it uses
 * @param body computes it
 */
public record MeasurementType(
    String name,
    String logs,
    String formula,
    String scope,
    String basis,
    String source,
    MeasurementCost cost,
    Set<CopyFunction> needs,
    Consumer<MeasurementContext> body) {

  static Builder named(String name, MeasurementCost cost) {
    return new Builder(name, cost);
  }

  /** Collects a description. */
  static final class Builder {
    private final String name;
    private final MeasurementCost cost;
    private final Set<CopyFunction> needs = EnumSet.noneOf(CopyFunction.class);
    private String logs = "";
    private String formula = "";
    private String scope = "each layer, total";
    private String basis = "the batch";
    private String source = "";

    private Builder(String name, MeasurementCost cost) {
      this.name = name;
      this.cost = cost;
    }

    Builder logs(String text) {
      logs = text;
      return this;
    }

    Builder formula(String text) {
      formula = text;
      return this;
    }

    Builder scope(String text) {
      scope = text;
      return this;
    }

    Builder basis(String text) {
      basis = text;
      return this;
    }

    Builder source(String text) {
      source = text;
      return this;
    }

    Builder needs(CopyFunction function) {
      needs.add(function);
      return this;
    }

    MeasurementType measuredBy(Consumer<MeasurementContext> body) {
      return new MeasurementType(
          name, logs, formula, scope, basis, source, cost, Set.copyOf(needs), body);
    }
  }
}

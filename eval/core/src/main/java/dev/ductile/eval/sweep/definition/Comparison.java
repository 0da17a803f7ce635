package dev.ductile.eval.sweep.definition;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a claim compares. */
public sealed interface Comparison {
  /** What its estimate is, in words: as long as a column's head. */
  String statistic();

  /** Whether it speaks of this axis. */
  boolean names(String axis);

  /** The same comparison among the trials with this label only. */
  Comparison among(String axis, String label);

  private static Map<String, String> with(Map<String, String> labels, String axis, String label) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(axis, label);
    return more;
  }

  /**
   * One group of trials against another.
   *
   * @param of labels by axis that choose the group which is claimed to be better
   * @param than labels of the other group
   */
  record Groups(Map<String, String> of, Map<String, String> than) implements Comparison {
    @Override
    public String statistic() {
      return "difference of means";
    }

    @Override
    public boolean names(String axis) {
      return of.containsKey(axis);
    }

    @Override
    public Comparison among(String axis, String label) {
      return new Groups(with(of, axis, label), with(than, axis, label));
    }
  }

  /**
   * One group of trials against a number.
   *
   * @param of labels by axis that choose the group
   * @param number that its metric is claimed to be better than; finite
   */
  record Level(Map<String, String> of, double number) implements Comparison {
    @Override
    public String statistic() {
      return number == 0 ? "mean" : "mean less " + number;
    }

    @Override
    public boolean names(String axis) {
      return of.containsKey(axis);
    }

    @Override
    public Comparison among(String axis, String label) {
      return new Level(with(of, axis, label), number);
    }
  }

  /**
   * A trend along an axis, whose labels are taken in the file's order.
   *
   * @param along the axis
   * @param within labels by axis that choose the trials; empty for all
   * @param increasing whether the metric is claimed to rise along the axis, or to fall
   */
  record Trend(String along, Map<String, String> within, boolean increasing) implements Comparison {
    @Override
    public String statistic() {
      return "mean rank correlation";
    }

    @Override
    public boolean names(String axis) {
      return along.equals(axis) || within.containsKey(axis);
    }

    @Override
    public Comparison among(String axis, String label) {
      return new Trend(along, with(within, axis, label), increasing);
    }
  }
}

package dev.ductile.eval.cli.bench.all;

import java.util.List;
import java.util.Map;

/** One way to get the figures of a row from one side. */
interface Measurement {
  /** What it gives. */
  List<Figure> figures();

  /**
   * Measures once; empty if that side has nothing to compare with this row.
   *
   * @throws RowFailure if it cannot
   */
  Map<Figure, Double> measure(Side side) throws RowFailure, InterruptedException;
}

package dev.ductile.eval.sweep.report;

import java.util.Locale;

/** What a sweep's own data say about a claim, at the sweep's size. */
public enum Verdict {
  /** The interval lies wholly on the claimed side of 0. */
  SUPPORTED,
  /** The interval lies wholly on the other side of 0. */
  CONTRADICTED,
  /** The interval holds 0, or there are too few seeds. */
  OPEN;

  /** As it stands in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.ductile.eval.sweep.live;

import dev.ductile.base.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Where a live table is drawn: the lower end of a terminal, or nowhere. */
public final class TableScreen {
  private static final String CLEAR_TO_END_OF_LINE = "\033[K";
  private static final String CLEAR_BELOW = "\033[J";
  private static final int FEWEST_COLUMNS = 40;
  private static final int MOST_ROWS = 20;

  private final PrintStream out;
  private final IntSupplier columns;
  private int drawn;

  private TableScreen(PrintStream out, IntSupplier columns) {
    this.out = out;
    this.columns = columns;
  }

  /**
   * A terminal that understands ANSI's sequences.
   *
   * @param columns its width now
   */
  public static TableScreen terminal(PrintStream out, IntSupplier columns) {
    return new TableScreen(out, columns);
  }

  /** Lines only, for files and pipes. */
  public static TableScreen plain(PrintStream out) {
    return new TableScreen(out, null);
  }

  /** A line that stays, above the table. */
  void line(String text) {
    erase();
    out.println(Printable.of(text));
    out.flush();
  }

  /** The table in the place of the one before. */
  void table(List<TrialRow> rows, String foot) {
    if (columns == null) {
      return;
    }
    int width = Math.max(FEWEST_COLUMNS, columns.getAsInt() - 1);
    List<String> lines = new ArrayList<>();
    if (!rows.isEmpty()) {
      lines.add(TrialRow.HEAD.text(width));
    }
    rows.stream().limit(MOST_ROWS).forEach(row -> lines.add(row.text(width)));
    if (rows.size() > MOST_ROWS) {
      lines.add("… and " + (rows.size() - MOST_ROWS) + " more");
    }
    lines.add(foot.length() > width ? foot.substring(0, width) : foot);
    erase();
    for (String line : lines) {
      out.print(Printable.of(line) + CLEAR_TO_END_OF_LINE + "\n");
    }
    out.flush();
    drawn = lines.size();
  }

  private void erase() {
    if (drawn > 0) {
      out.print("\033[" + drawn + "A\r" + CLEAR_BELOW);
      drawn = 0;
    }
  }

  /** Takes the table away; the lines stay. */
  void close() {
    erase();
    out.flush();
  }
}

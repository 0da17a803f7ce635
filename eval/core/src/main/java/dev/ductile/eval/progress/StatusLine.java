package dev.ductile.eval.progress;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarConsumer;

/**
 * The lowest line of a terminal, redrawn in place, with whole lines of other output passing above
 * it. Standard error, and standard output if it leads to a terminal too, are led through here until
 * {@link #close}, so that log lines and the bar never mix. Output of native libraries goes past
 * Java and cannot be caught.
 */
final class StatusLine implements ProgressBarConsumer {
  private static final int DEFAULT_COLUMNS = 79;
  private static final String CLEAR_TO_END = "\033[K";

  private final PrintStream terminal;
  private final ConsoleProgressBarConsumer width;
  private final Runnable restore;
  private final LinesAbove errors = new LinesAbove();
  private final LinesAbove output = new LinesAbove();
  private String status = "";
  private boolean closed;

  private StatusLine(PrintStream terminal, Runnable restore) {
    this.terminal = terminal;
    this.width = new ConsoleProgressBarConsumer(terminal);
    this.restore = restore;
  }

  /** A status line on {@code terminal} that catches nothing by itself. */
  static StatusLine on(PrintStream terminal) {
    return new StatusLine(terminal, () -> {});
  }

  /** A status line on standard error that leads Java's standard streams above itself. */
  static StatusLine install() {
    PrintStream err = System.err;
    PrintStream out = System.out;
    StatusLine line =
        new StatusLine(
            err,
            () -> {
              System.setErr(err);
              System.setOut(out);
            });
    Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    System.setErr(new PrintStream(line.errors, true, charset));
    if (Terminals.isStandardOutputTerminal()) {
      System.setOut(new PrintStream(line.output, true, charset));
    }
    return line;
  }

  /** Where lines that belong above the status line are written. */
  OutputStream linesAbove() {
    return errors;
  }

  @Override
  public int getMaxRenderedLength() {
    int columns = width.getMaxRenderedLength();
    return columns > 0 ? columns : DEFAULT_COLUMNS;
  }

  @Override
  public synchronized void accept(String rendered) {
    if (!closed) {
      status = rendered;
      draw();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      restore.run();
      errors.flushRest();
      output.flushRest();
      terminal.println();
      terminal.flush();
      closed = true;
    }
  }

  private void draw() {
    terminal.print("\r" + status + CLEAR_TO_END);
    terminal.flush();
  }

  private synchronized void printAbove(byte[] line, int length) {
    if (!closed) {
      terminal.print("\r" + CLEAR_TO_END);
    }
    terminal.write(line, 0, length);
    if (!closed) {
      draw();
    }
    terminal.flush();
  }

  /** Collects bytes and hands on whole lines. */
  private final class LinesAbove extends OutputStream {
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    @Override
    public void write(int value) {
      byte[] one = {(byte) value};
      write(one, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      synchronized (StatusLine.this) {
        pending.write(bytes, offset, length);
        byte[] all = pending.toByteArray();
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
          end--;
        }
        if (end > 0) {
          printAbove(all, end);
          pending.reset();
          pending.write(all, end, all.length - end);
        }
      }
    }

    void flushRest() {
      if (pending.size() > 0) {
        write('\n');
      }
    }
  }
}

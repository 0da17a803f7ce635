package dev.ductile.eval.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A command line run in this process, with what it printed.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CapturedCommand(int code, String out, String err) {

  /** Runs a command line with a DUCTILE_HOME of its own. */
  static CapturedCommand run(Path home, String... args) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    String realHome = System.getProperty("ductile.home");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    System.setProperty("ductile.home", home.toString());
    try {
      int code = Main.execute(args);
      System.out.flush();
      System.err.flush();
      return new CapturedCommand(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
      if (realHome == null) {
        System.clearProperty("ductile.home");
      } else {
        System.setProperty("ductile.home", realHome);
      }
    }
  }

  List<String> errorLines() {
    return err.lines().toList();
  }
}

package dev.ductile.eval.cli;

import dev.ductile.base.ExitCodes;
import dev.ductile.eval.cli.options.ServingOptions;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.watch.WatchServer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ductile watch}. */
@Command(
    name = "watch",
    description = {
      "Shows runs in the browser while they go: curves, speed, measurements, time left. Runs are"
          + " only read. The game as it is played is shown by train --watch."
    })
final class WatchCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 100;

  @Parameters(
      paramLabel = "RUN|FOLDER",
      arity = "0..1",
      defaultValue = "runs",
      description = "A run, or a folder with runs in it. Default: runs.")
  private Path folder = Path.of("runs");

  @Mixin private ServingOptions serving;

  @Override
  public Integer call() {
    try (WatchServer server = WatchServer.bind(serving.address())) {
      server.start(folder, null);
      System.out.println("watch " + server.url());
      serveUntilStopped();
    }
    return ExitCodes.DONE;
  }

  /** Serves until Ctrl-C or another signal to end. */
  static void serveUntilStopped() {
    System.out.flush();
    System.err.println("Ctrl-C ends the page");
    try (Interruption stop = new Interruption("the page has ended")) {
      while (!stop.getAsBoolean()) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

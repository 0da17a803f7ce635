package dev.ductile.eval.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes too long to a client that no longer reads: an interrupt closes its connection.
 * Only that client's own thread ever waits for it.
 */
final class WriteDeadline {
  private final ScheduledExecutorService clock;
  private final long seconds;

  WriteDeadline(ScheduledExecutorService clock, long seconds) {
    this.clock = clock;
    this.seconds = seconds;
  }

  /** Writes all bytes in time, or fails. */
  void write(OutputStream out, byte[] bytes) throws IOException {
    Thread writer = Thread.currentThread();
    ScheduledFuture<?> end = clock.schedule(writer::interrupt, seconds, TimeUnit.SECONDS);
    try {
      out.write(bytes);
      out.flush();
    } finally {
      end.cancel(false);
    }
  }
}

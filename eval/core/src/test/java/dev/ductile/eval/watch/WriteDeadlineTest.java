package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that does not read cannot keep a thread. */
class WriteDeadlineTest {
  @Test
  void aClientThatDoesNotReadIsDropped() throws Exception {
    CountDownLatch dropped = new CountDownLatch(1);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    ExecutorService threads = Executors.newCachedThreadPool();
    WriteDeadline deadline = new WriteDeadline(clock, 1);
    InetAddress here = InetAddress.getByName("127.0.0.1");
    HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              deadline.write(exchange.getResponseBody(), new byte[1 << 20]);
            }
          } catch (IOException e) {
            dropped.countDown();
          }
        });
    server.start();
    try (Socket socket = new Socket(here, server.getAddress().getPort())) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(dropped.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.stop(0);
      threads.shutdownNow();
      clock.shutdownNow();
    }
  }
}

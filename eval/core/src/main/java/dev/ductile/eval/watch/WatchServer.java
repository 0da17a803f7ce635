package dev.ductile.eval.watch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the page. Every client has a thread of its own, which alone waits for it; one that does
 * not read for some seconds is dropped. Runs are looked at only while somebody looks at them.
 */
public final class WatchServer implements AutoCloseable {
  /** Pages that may be open at a time; others are told to come back. */
  static final int MAX_CLIENTS = 48;

  private static final int THREADS = MAX_CLIENTS + 16;
  private static final int WAITING_REQUESTS = 64;
  private static final int DEADLINE_SECONDS = 10;
  private static final long STILL_HERE_MILLIS = 15_000;
  private static final String REQUEST_SECONDS = "sun.net.httpserver.maxReqTime";
  private static final String RUN = "run=";

  private final WatchAddress address;
  private final HttpServer server;
  private final String token;
  private final RequestGate gate;
  private final Board board = new Board();
  private final AtomicInteger clients = new AtomicInteger();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(daemons("ductile-watch-clock"));
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_REQUESTS),
          daemons("ductile-watch-client"),
          new ThreadPoolExecutor.DiscardPolicy());
  private final WriteDeadline deadline = new WriteDeadline(clock, DEADLINE_SECONDS);
  private WatchedRuns runs;
  private Announcer announcer;

  private WatchServer(WatchAddress address, HttpServer server) {
    this.address = address;
    this.server = server;
    token = address.newToken();
    gate = new RequestGate(address.names(), token);
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Takes the port, and answers nothing yet: what cannot be served is found out before a run
   * begins.
   *
   * @throws OutputException if the port is taken or the host is not of this machine
   */
  public static WatchServer bind(WatchAddress address) {
    // A client that never ends its request would keep a thread.
    if (System.getProperty(REQUEST_SECONDS) == null) {
      System.setProperty(REQUEST_SECONDS, Integer.toString(DEADLINE_SECONDS));
    }
    int port = address.port() == 0 ? WatchAddress.USUAL_PORT : address.port();
    try {
      try {
        return new WatchServer(address, HttpServer.create(address.socket(port), 0));
      } catch (BindException e) {
        if (address.port() != 0) {
          throw e;
        }
        return new WatchServer(address, HttpServer.create(address.socket(0), 0));
      }
    } catch (IOException e) {
      throw new OutputException(
          "cannot serve a page at "
              + address.place(port)
              + ": "
              + e.getMessage()
              + "; choose another --port or --host",
          e);
    }
  }

  /**
   * Begins to serve.
   *
   * @param folder a run, or a folder with runs in it
   * @param screen of the training in this process; null without one
   * @throws OutputException if there is no such folder
   */
  public void start(Path folder, LiveScreen screen) {
    runs = new WatchedRuns(folder);
    announcer = new Announcer(runs, screen, board, clients);
    announcer.start();
    server.start();
  }

  /** What is typed into a browser, with the token where one is needed. */
  public String url() {
    return address.url(port(), token);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      head(exchange.getResponseHeaders());
      int refusal = gate.refusal(exchange);
      String path = exchange.getRequestURI().getRawPath();
      PageFiles.PageFile file = path == null ? null : PageFiles.at(path);
      if (refusal != 0) {
        say(exchange, refusal, RequestGate.reason(refusal));
      } else if (gate.bringsToken(exchange)) {
        exchange.getResponseHeaders().add("Set-Cookie", gate.cookie(port()));
        exchange.getResponseHeaders().add("Location", "/");
        exchange.sendResponseHeaders(303, -1);
      } else if (file != null) {
        send(exchange, 200, file.type(), file.bytes());
      } else if ("/events".equals(path)) {
        events(exchange);
      } else {
        say(exchange, 404, "not found");
      }
    }
  }

  private static void head(Headers headers) {
    headers.add("Cache-Control", "no-store");
    headers.add("X-Content-Type-Options", "nosniff");
    headers.add("Referrer-Policy", "no-referrer");
    headers.add(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, "text/plain; charset=utf-8", bytes);
  }

  private void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    boolean bare = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, bare ? -1 : bytes.length);
    if (!bare) {
      deadline.write(exchange.getResponseBody(), bytes);
    }
  }

  /** Sends what is new until the client goes away. */
  private void events(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    boolean chosen = query != null && query.startsWith(RUN);
    WatchedRun run = chosen ? runs.get(query.substring(RUN.length())) : null;
    if (chosen && run == null) {
      say(exchange, 404, "no such run");
    } else if (clients.incrementAndGet() > MAX_CLIENTS) {
      clients.decrementAndGet();
      say(exchange, 503, "too many pages are open");
    } else {
      try {
        stream(exchange, run);
      } finally {
        clients.decrementAndGet();
      }
    }
  }

  private void stream(HttpExchange exchange, WatchedRun run) throws IOException {
    List<String> kinds = new ArrayList<>(List.of(Announcer.RUNS));
    if (run != null) {
      kinds.addAll(Announcer.kinds(run.id()));
      kinds.add(Announcer.SCREEN);
      run.viewers().incrementAndGet();
      announcer.hurry();
    }
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    try {
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      long version = 0;
      while (true) {
        Board.News news = board.newer(kinds, version, STILL_HERE_MILLIS);
        version = news.version();
        for (byte[] event : news.events()) {
          deadline.write(out, event);
        }
        if (news.events().isEmpty()) {
          deadline.write(out, EventText.STILL_HERE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server closes, or the client did not read
    } finally {
      if (run != null) {
        run.viewers().decrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    if (announcer != null) {
      announcer.close();
    }
    server.stop(0);
    threads.shutdownNow();
    clock.shutdownNow();
  }
}

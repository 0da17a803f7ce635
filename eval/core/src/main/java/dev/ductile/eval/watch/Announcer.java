package dev.ductile.eval.watch;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The one thread that reads runs and makes events of them, while anybody looks. Each is made once,
 * for all clients. It takes at most a hundredth of the time for the list, and fewer pictures a
 * second the more clients there are.
 */
final class Announcer implements AutoCloseable {
  /** Kind of the list of runs. */
  static final String RUNS = "runs";

  /** Kind of the picture of the game. */
  static final String SCREEN = "screen";

  private static final String FIGURES = "figures";
  private static final String TRAINING = "training";
  private static final String MEASUREMENTS = "measurements";

  private static final long TICK_MILLIS = 100;
  private static final long FIGURES_PERIOD_NANOS = 2_000_000_000L;
  private static final long SHORTEST_LIST_PERIOD_NANOS = 3_000_000_000L;
  private static final int LIST_SHARE = 100;

  /** Pictures a second to all clients together, from which the pace of each follows. */
  private static final int PICTURES_PER_SECOND = 60;

  private static final int SLOWEST_PICTURE_TICKS = 5;

  private final WatchedRuns runs;
  private final LiveScreen screen;
  private final Board board;
  private final AtomicInteger clients;
  private final Map<String, byte[]> sent = new LinkedHashMap<>();
  private final Map<String, Long> changes = new LinkedHashMap<>();
  private final Thread thread = new Thread(this::work, "ductile-watch");
  private volatile boolean closed;
  private long listDue = Long.MIN_VALUE;
  private volatile long figuresDue = Long.MIN_VALUE;

  /**
   * @param screen of the training in this process; null without one
   * @param clients how many look at the page
   */
  Announcer(WatchedRuns runs, LiveScreen screen, Board board, AtomicInteger clients) {
    this.runs = runs;
    this.screen = screen;
    this.board = board;
    this.clients = clients;
    thread.setDaemon(true);
  }

  /** Kinds of the events about one run. */
  static List<String> kinds(String id) {
    return List.of(kind(FIGURES, id), kind(TRAINING, id), kind(MEASUREMENTS, id));
  }

  private static String kind(String event, String id) {
    return event + " " + id;
  }

  void start() {
    thread.start();
  }

  private void work() {
    while (!closed) {
      try {
        if (clients.get() > 0) {
          tick();
        }
        Thread.sleep(TICK_MILLIS * pace());
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // A run that is being moved or removed: the next tick looks again.
        listDue = System.nanoTime() + SHORTEST_LIST_PERIOD_NANOS;
      }
    }
  }

  /** Ticks between two looks. */
  private long pace() {
    long pace = (10L * clients.get() + PICTURES_PER_SECOND - 1) / PICTURES_PER_SECOND;
    return Math.max(1, Math.min(SLOWEST_PICTURE_TICKS, pace));
  }

  private void tick() {
    if (screen != null) {
      screen.next().ifPresent(png -> board.put(SCREEN, EventText.picture(png)));
    }
    long now = System.nanoTime();
    if (isDue(listDue, now)) {
      list();
      long took = System.nanoTime() - now;
      listDue = System.nanoTime() + Math.max(SHORTEST_LIST_PERIOD_NANOS, LIST_SHARE * took);
    }
    if (isDue(figuresDue, now)) {
      runs.all().forEach(this::figures);
      figuresDue = System.nanoTime() + FIGURES_PERIOD_NANOS;
    }
  }

  private static boolean isDue(long due, long now) {
    return due == Long.MIN_VALUE || now - due >= 0;
  }

  private void list() {
    runs.refresh();
    List<Map<String, Object>> rows = runs.all().stream().map(WatchedRun::row).toList();
    publish(RUNS, EventText.json(RUNS, Map.of("runs", rows)));
  }

  private void figures(WatchedRun run) {
    if (run.viewers().get() == 0) {
      kinds(run.id()).forEach(this::forget);
      return;
    }
    run.readLog();
    Map<String, Object> figures = run.figures();
    figures.put("picture", screen != null);
    publish(kind(FIGURES, run.id()), EventText.json(FIGURES, figures));
    RunCurves curves = run.curves();
    curves(TRAINING, run.id(), curves.trainingChanges(), curves::training);
    curves(MEASUREMENTS, run.id(), curves.measurementChanges(), curves::measurements);
  }

  /** Curves are many numbers: they are written out again only when there are new ones. */
  private void curves(String event, String id, long change, Supplier<Map<String, ?>> curves) {
    String kind = kind(event, id);
    Long before = changes.put(kind, change);
    if (before == null || before != change) {
      publish(kind, EventText.json(event, curves.get()));
    }
  }

  private void forget(String kind) {
    changes.remove(kind);
    if (sent.remove(kind) != null) {
      board.remove(kind);
    }
  }

  /** Equal events are sent once. */
  private void publish(String kind, byte[] event) {
    if (!Arrays.equals(event, sent.put(kind, event))) {
      board.put(kind, event);
    }
  }

  /** Looks at once, for a client that just came. */
  void hurry() {
    figuresDue = Long.MIN_VALUE;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}

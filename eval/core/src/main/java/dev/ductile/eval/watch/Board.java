package dev.ductile.eval.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest event of each kind, ready to be sent. A client that is slow finds only the newest when
 * it comes back: nothing is queued for anybody.
 */
final class Board {
  private record Entry(long version, byte[] event) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private long version;

  /**
   * What a client has not been sent yet.
   *
   * @param version to be given with the next question
   */
  record News(long version, List<byte[]> events) {}

  /** Puts an event in the place of the one before of its kind. */
  synchronized void put(String kind, byte[] event) {
    entries.put(kind, new Entry(++version, event));
    notifyAll();
  }

  /** Forgets events that nobody looks at any more. */
  synchronized void remove(String kind) {
    entries.remove(kind);
  }

  /**
   * Waits until there is something new.
   *
   * @param since version of the news before; 0 for everything
   * @return without events after the time
   */
  synchronized News newer(List<String> kinds, long since, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (true) {
      List<byte[]> events = new ArrayList<>();
      for (String kind : kinds) {
        Entry entry = entries.get(kind);
        if (entry != null && entry.version > since) {
          events.add(entry.event);
        }
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (!events.isEmpty() || left <= 0) {
        return new News(version, events);
      }
      wait(left);
    }
  }
}

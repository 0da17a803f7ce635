package dev.ductile.eval.sweep.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many processes Linux has killed for memory, as far as it tells: it ends a process by the same
 * signal as everybody else.
 */
final class OutOfMemoryKills {
  private static final List<Path> COUNTERS =
      List.of(Path.of("/proc/vmstat"), Path.of("/sys/fs/cgroup/memory.events"));

  private OutOfMemoryKills() {}

  /** A number that grows with each; 0 where nothing tells. */
  static long count() {
    long count = 0;
    for (Path file : COUNTERS) {
      try {
        if (Files.isReadable(file)) {
          count +=
              Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
                  .filter(line -> line.startsWith("oom_kill "))
                  .mapToLong(line -> Long.parseLong(line.substring("oom_kill ".length()).strip()))
                  .sum();
        }
      } catch (IOException | NumberFormatException e) {
        continue; // a cause more or less exact
      }
    }
    return count;
  }
}

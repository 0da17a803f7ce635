package dev.ductile.replay.limits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the control groups of Linux (containers, batch systems) still grant this process: the limit,
 * less what is in use, where file pages that nobody used lately do not count. Every group above
 * counts too. Both versions of the interface are read.
 */
final class ContainerMemory {
  private static final Path MEMBERSHIP = Path.of("/proc/self/cgroup");
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");

  private ContainerMemory() {}

  /** Bytes; {@link Long#MAX_VALUE} where nothing limits. */
  static long availableBytes() {
    return availableBytes(MEMBERSHIP, MOUNT);
  }

  static long availableBytes(Path membership, Path mount) {
    long available = Long.MAX_VALUE;
    for (String line : lines(membership)) {
      String[] fields = line.split(":", 3);
      if (fields.length < 3) {
        continue;
      }
      if (fields[0].equals("0") && fields[1].isEmpty()) {
        available = Math.min(available, climb(mount, fields[2], Version.TWO));
      } else if (List.of(fields[1].split(",")).contains("memory")) {
        available = Math.min(available, climb(mount.resolve("memory"), fields[2], Version.ONE));
      }
    }
    return available;
  }

  /** Names of the files of an interface. */
  private enum Version {
    ONE("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    TWO("memory.max", "memory.current", "inactive_file");

    final String limit;
    final String usage;
    final String reclaimable;

    Version(String limit, String usage, String reclaimable) {
      this.limit = limit;
      this.usage = usage;
      this.reclaimable = reclaimable;
    }
  }

  /** From the process's group up to the root; a container sees its own group as the root. */
  private static long climb(Path root, String group, Version version) {
    long available = available(root, version);
    Path folder = root.resolve(group.replaceFirst("^/+", "")).normalize();
    while (folder.startsWith(root) && !folder.equals(root)) {
      available = Math.min(available, available(folder, version));
      folder = folder.getParent();
    }
    return available;
  }

  private static long available(Path folder, Version version) {
    long limit = number(folder.resolve(version.limit), Long.MAX_VALUE);
    if (limit == Long.MAX_VALUE) {
      return limit;
    }
    long usage = number(folder.resolve(version.usage), 0);
    long reclaimable = 0;
    for (String line : lines(folder.resolve("memory.stat"))) {
      if (line.startsWith(version.reclaimable + " ")) {
        reclaimable = parse(line.substring(version.reclaimable.length()), 0);
      }
    }
    return Math.max(0, limit - Math.max(0, usage - reclaimable));
  }

  private static long number(Path file, long otherwise) {
    List<String> lines = lines(file);
    return lines.isEmpty() ? otherwise : parse(lines.get(0), otherwise);
  }

  /** The word "max" is no number, and none is a limit beyond every machine. */
  private static long parse(String text, long otherwise) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file)
          ? Files.readAllLines(file, StandardCharsets.ISO_8859_1)
          : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}

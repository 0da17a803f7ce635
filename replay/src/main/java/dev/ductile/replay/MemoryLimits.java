package dev.ductile.replay;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What bounds off-heap memory: the JVM's limit on direct buffers and the machine's free memory.
 *
 * @param directBytes direct-buffer bytes the JVM still grants
 * @param physicalBytes bytes the machine (or container) can still give
 */
record MemoryLimits(long directBytes, long physicalBytes) {

  static MemoryLimits current() {
    return new MemoryLimits(Math.max(0, directLimit() - directUsed()), physicalAvailable());
  }

  long availableBytes() {
    return Math.min(directBytes, physicalBytes);
  }

  /** Refuses what does not fit, naming the limit that binds and what to do about it. */
  void require(long bytes, String what) {
    if (bytes > availableBytes()) {
      throw refusal(bytes, what, null);
    }
  }

  ReplayMemoryException refusal(long bytes, String what, OutOfMemoryError cause) {
    boolean jvmBinds = directBytes <= physicalBytes;
    String message =
        String.format(
            Locale.ROOT,
            "%s needs %,d bytes off-heap but only %,d are available (%s); %s",
            what,
            bytes,
            availableBytes(),
            jvmBinds ? "the JVM's limit on direct buffers" : "free memory of this machine",
            jvmBinds
                ? "raise -XX:MaxDirectMemorySize or lower the capacity"
                : "lower the capacity or free memory");
    return new ReplayMemoryException(message, bytes, availableBytes(), cause);
  }

  private static long directLimit() {
    HotSpotDiagnosticMXBean bean =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (bean != null) {
      long option = Long.parseLong(bean.getVMOption("MaxDirectMemorySize").getValue());
      if (option > 0) {
        return option;
      }
    }
    // Unset: the JVM grants as much as its largest heap.
    return Runtime.getRuntime().maxMemory();
  }

  private static long directUsed() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  /** Total memory as the JVM sees it (containers respected), less what Linux cannot free. */
  private static long physicalAvailable() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long total = system == null ? Long.MAX_VALUE : system.getTotalMemorySize();
    return Math.min(total, linuxMemAvailable());
  }

  private static long linuxMemAvailable() {
    Path meminfo = Path.of("/proc/meminfo");
    if (!Files.isReadable(meminfo)) {
      return Long.MAX_VALUE;
    }
    try {
      for (String line : Files.readAllLines(meminfo, StandardCharsets.US_ASCII)) {
        if (line.startsWith("MemAvailable:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
    } catch (IOException e) {
      return Long.MAX_VALUE; // Only a better estimate than the total: without it the total counts.
    }
    return Long.MAX_VALUE;
  }
}

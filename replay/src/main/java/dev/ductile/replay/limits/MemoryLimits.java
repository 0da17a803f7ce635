package dev.ductile.replay.limits;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What bounds a replay memory. What the process uses already is counted out; what it will still
 * take beside the replay memory, heap and engine, is reserved.
 */
public final class MemoryLimits {
  /** Heap beyond this is garbage that the collector would rather keep than collect. */
  private static final long WORKING_HEAP_BYTES = 256L << 20;

  /** An allowance for an engine's buffers, batches and threads at its first updates. */
  private static final long ENGINE_BYTES = 160L << 20;

  /** Heap that the rest of a training needs. */
  private static final long OTHER_HEAP_BYTES = 48L << 20;

  private final List<Limit> limits;

  /**
   * One of several limits.
   *
   * @param name what it is, for the message
   * @param bytes what it still grants a replay memory
   * @param remedy what to do where it binds
   */
  record Limit(String name, long bytes, String remedy) {}

  MemoryLimits(List<Limit> limits) {
    this.limits = List.copyOf(limits);
  }

  public static MemoryLimits current() {
    long reserved = reservedBytes();
    List<Limit> limits = new ArrayList<>();
    limits.add(
        new Limit(
            "the JVM's limit on direct buffers",
            Math.max(0, directLimit() - directUsed()),
            "raise -XX:MaxDirectMemorySize or lower the capacity"));
    limits.add(
        new Limit(
            "free memory of this machine" + besides(reserved),
            less(
                Math.min(totalMemory(), linuxKilobytes("/proc/meminfo", "MemAvailable:")),
                reserved),
            "lower the capacity or free memory"));
    limits.add(
        new Limit(
            "what the memory limit of this container or job leaves" + besides(reserved),
            less(ContainerMemory.availableBytes(), reserved),
            "lower the capacity or raise that limit"));
    limits.add(
        new Limit(
            "what the limit on address space, ulimit -v, leaves" + besides(reserved),
            less(addressSpace(), reserved),
            "lower the capacity or raise ulimit -v"));
    return new MemoryLimits(limits);
  }

  /** What this machine, and its container or job, still grant new processes together. */
  public static long machineBytes() {
    return Math.min(
        Math.min(totalMemory(), linuxKilobytes("/proc/meminfo", "MemAvailable:")),
        ContainerMemory.availableBytes());
  }

  private static String besides(long reserved) {
    return String.format(
        Locale.ROOT, ", with %,d MB set aside for heap and engine", reserved >> 20);
  }

  public long availableBytes() {
    return binding().bytes();
  }

  private Limit binding() {
    Limit binding = limits.get(0);
    for (Limit limit : limits) {
      if (limit.bytes() < binding.bytes()) {
        binding = limit;
      }
    }
    return binding;
  }

  /** Refuses what does not fit, naming the limit that binds and what to do about it. */
  public void require(long bytes, String what) {
    if (bytes > availableBytes()) {
      throw refusal(bytes, what, null);
    }
  }

  public ReplayMemoryException refusal(long bytes, String what, OutOfMemoryError cause) {
    Limit binding = binding();
    String message =
        String.format(
            Locale.ROOT,
            "%s needs %,d bytes off-heap but only %,d are available (%s); %s",
            what,
            bytes,
            binding.bytes(),
            binding.name(),
            binding.remedy());
    return new ReplayMemoryException(message, bytes, binding.bytes(), cause);
  }

  /** Refuses arrays that the heap cannot hold. */
  public static void requireHeap(long bytes, String what) {
    requireHeap(bytes, what, Runtime.getRuntime().maxMemory());
  }

  static void requireHeap(long bytes, String what, long heapBytes) {
    long available = Math.max(0, heapBytes - OTHER_HEAP_BYTES);
    if (bytes > available) {
      throw new ReplayMemoryException(
          String.format(
              Locale.ROOT,
              "%s needs %,d bytes of Java's heap, which may grow to %,d; lower the capacity or"
                  + " raise the heap, JAVA_OPTS=-Xmx%dm",
              what,
              bytes,
              heapBytes,
              (bytes + WORKING_HEAP_BYTES >> 20) + 1),
          bytes,
          available,
          null);
    }
  }

  /** What heap and engine will take beyond what they have. */
  private static long reservedBytes() {
    Runtime java = Runtime.getRuntime();
    long committed = java.totalMemory();
    long heap = Math.min(java.maxMemory(), Math.max(committed, WORKING_HEAP_BYTES));
    return heap - committed + ENGINE_BYTES;
  }

  private static long less(long bytes, long reserved) {
    return bytes == Long.MAX_VALUE ? bytes : Math.max(0, bytes - reserved);
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

  private static long totalMemory() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return system == null ? Long.MAX_VALUE : system.getTotalMemorySize();
  }

  private static long addressSpace() {
    for (String line : lines("/proc/self/limits")) {
      if (line.startsWith("Max address space")) {
        String soft = line.substring("Max address space".length()).strip().split("\\s+")[0];
        long used = linuxKilobytes("/proc/self/status", "VmSize:");
        return soft.equals("unlimited") || used == Long.MAX_VALUE
            ? Long.MAX_VALUE
            : Math.max(0, Long.parseLong(soft) - used);
      }
    }
    return Long.MAX_VALUE;
  }

  /** A figure of Linux, in bytes; unlimited where it cannot be read. */
  private static long linuxKilobytes(String file, String key) {
    for (String line : lines(file)) {
      if (line.startsWith(key)) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    return Long.MAX_VALUE;
  }

  private static List<String> lines(String file) {
    Path path = Path.of(file);
    try {
      return Files.isReadable(path)
          ? Files.readAllLines(path, StandardCharsets.US_ASCII)
          : List.of();
    } catch (IOException e) {
      return List.of(); // only a better estimate: without it the other limits count
    }
  }
}

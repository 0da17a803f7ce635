package dev.ductile.agent.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What the CPU can do, as Linux tells it. Native libraries that were built for more end the process
 * with an illegal instruction (SIGILL) while they are loaded, so they must not be.
 *
 * @param model the CPU's name; empty if it is not known
 * @param flags such as {@code avx2}; empty if they are not known
 */
public record CpuFeatures(String model, Set<String> flags) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** This machine's; unknown where it cannot be read. */
  public static CpuFeatures ofThisMachine() {
    try {
      return parse(Files.readString(CPUINFO, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return parse("");
    }
  }

  /** Reads what {@code /proc/cpuinfo} holds; the first processor counts. */
  public static CpuFeatures parse(String cpuinfo) {
    return new CpuFeatures(
        value(cpuinfo, "model name"),
        Set.copyOf(
            List.of(value(cpuinfo, "flags").split("\\s+")).stream()
                .filter(flag -> !flag.isEmpty())
                .distinct()
                .toList()));
  }

  private static String value(String cpuinfo, String key) {
    return cpuinfo
        .lines()
        .filter(line -> line.split(":", 2)[0].strip().equals(key) && line.contains(":"))
        .map(line -> line.split(":", 2)[1].strip())
        .findFirst()
        .orElse("");
  }

  /**
   * Refuses a library that this CPU cannot run; lets everything pass where nothing is known.
   *
   * @param library begins the message
   * @param needed flags that the library was built for
   * @param instead what to do
   * @throws EngineException naming the flags that the CPU has not
   */
  public void require(String library, List<String> needed, String instead) {
    List<String> missing = needed.stream().filter(flag -> !flags.contains(flag)).toList();
    if (flags.isEmpty() || missing.isEmpty()) {
      return;
    }
    throw new EngineException(
        library
            + " was built for CPUs with "
            + String.join(", ", missing)
            + ", which this one"
            + (model.isEmpty() ? "" : " (" + model + ")")
            + " has not; "
            + instead);
  }
}

package dev.ductile.agent.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's driver for the kernel.
 *
 * @param version such as {@code 535.104.05}
 */
public record NvidiaDriver(String version) {
  private static final Path VERSION_FILE = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION =
      Pattern.compile("NVRM version:.*?\\s(\\d+(?:\\.\\d+)+)\\s");

  /**
   * Oldest driver for Linux by CUDA's major version: NVIDIA, "CUDA Compatibility", minor version
   * compatibility.
   */
  private static final Map<Integer, String> OLDEST =
      Map.of(11, "450.80.02", 12, "525.60.13", 13, "580.65.06");

  /** The driver that runs here, if there is one. */
  public static Optional<NvidiaDriver> installed() {
    try {
      return parse(Files.readString(VERSION_FILE, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads what {@code /proc/driver/nvidia/version} holds. */
  public static Optional<NvidiaDriver> parse(String text) {
    Matcher found = VERSION.matcher(text + "\n");
    return found.find() ? Optional.of(new NvidiaDriver(found.group(1))) : Optional.empty();
  }

  /** What to say where this driver is too old for a CUDA; empty if it is not, or none knows. */
  public Optional<String> whyTooOld(int cudaMajor) {
    String oldest = OLDEST.get(cudaMajor);
    if (oldest == null || compare(version, oldest) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "NVIDIA's driver "
            + version
            + " is too old for CUDA "
            + cudaMajor
            + "; install "
            + oldest
            + " or a newer one");
  }

  private static int compare(String a, String b) {
    String[] left = a.split("\\.");
    String[] right = b.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}

package dev.ductile.agent.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA card.
 *
 * @param name as the driver tells it
 * @param major of its compute capability
 * @param minor of its compute capability
 */
public record GraphicsCard(String name, int major, int minor) {
  private static final long PATIENCE_SECONDS = 20;

  /**
   * The cards that {@code nvidia-smi} lists: asked in a process of its own, as a CUDA library that
   * does not fit the card may take its process down. Empty without a driver.
   */
  public static List<GraphicsCard> installed() {
    ProcessBuilder builder =
        new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader");
    try {
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return ended && process.exitValue() == 0 ? parse(output) : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /** Reads lines such as {@code NVIDIA A100-SXM4-40GB, 8.0}; skips what it cannot read. */
  public static List<GraphicsCard> parse(String lines) {
    List<GraphicsCard> cards = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      int comma = line.lastIndexOf(',');
      String[] capability = line.substring(comma + 1).trim().split("\\.");
      if (comma > 0 && capability.length == 2) {
        try {
          cards.add(
              new GraphicsCard(
                  line.substring(0, comma).trim(),
                  Integer.parseInt(capability[0]),
                  Integer.parseInt(capability[1])));
        } catch (NumberFormatException e) {
          continue; // "[N/A]"
        }
      }
    }
    return cards;
  }

  @Override
  public String toString() {
    return name + " (compute capability " + major + "." + minor + ")";
  }
}

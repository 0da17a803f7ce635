package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * The ND4J that this was built with.
 *
 * @param version of ND4J
 * @param cuda its CUDA version, or {@code none}
 */
record Nd4jBuild(String version, String cuda) {
  /** The released CUDA build; what it holds was read from its library. */
  private static final String RELEASED_CUDA = "11.6";

  /** Oldest machine code in it, as 10·major + minor. */
  private static final int OLDEST = 37;

  /** Newest generation in it, 8.6; code of a generation runs on its later members, so 8.9 too. */
  private static final int NEWEST_MAJOR = 8;

  static Nd4jBuild current() {
    Properties properties = new Properties();
    try (InputStream in = Nd4jBuild.class.getResourceAsStream("nd4j.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Nd4jBuild(properties.getProperty("version"), properties.getProperty("cuda"));
  }

  boolean isCuda() {
    return !cuda.equals("none");
  }

  /**
   * Refuses cards that the library has no machine code for, before anything native is loaded. Of
   * builds other than the released one nothing is known, so they are let pass.
   *
   * @param cards first is the one that will be used
   * @throws EngineException one line that names the tensorflow engine
   */
  void check(List<GraphicsCard> cards) {
    if (!isCuda()) {
      return;
    }
    String instead =
        "; use --engine tensorflow, whose GPU build covers compute capabilities 6.0 to 9.0, or "
            + "build without -Pnd4j-cuda for the CPU";
    if (cards.isEmpty()) {
      throw new EngineException(
          "this build of the dl4j engine is for CUDA "
              + cuda
              + ", but no NVIDIA card and driver were found"
              + instead);
    }
    GraphicsCard card = cards.get(0);
    int capability = 10 * card.major() + card.minor();
    boolean runs = capability >= OLDEST && card.major() <= NEWEST_MAJOR;
    if (cuda.equals(RELEASED_CUDA) && !runs) {
      throw new EngineException(
          "nd4j-cuda-"
              + cuda
              + " has code for compute capabilities 3.7 to 8.9 and cannot run on "
              + card
              + instead);
    }
  }
}

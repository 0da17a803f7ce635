package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.GraphicsCard;
import dev.ductile.agent.engine.NvidiaDriver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The ND4J that this was built with.
 *
 * @param version of ND4J
 * @param cuda its CUDA version, or {@code none}
 * @param classifier of its library for the CPU, which names what the CPU must be able to do
 */
record Nd4jBuild(String version, String cuda, String classifier) {
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
    return new Nd4jBuild(
        properties.getProperty("version"),
        properties.getProperty("cuda"),
        properties.getProperty("classifier"));
  }

  boolean isCuda() {
    return !cuda.equals("none");
  }

  private int cudaMajor() {
    String major = cuda.split("\\.")[0];
    return major.matches("\\d{1,3}") ? Integer.parseInt(major) : 0;
  }

  /**
   * Refuses a CPU on which the library would end the process (seen with the avx2 build: exit code
   * 119 on an emulated Sandy Bridge, an illegal instruction on a Nehalem).
   *
   * @throws EngineException one line that says how to build for this one
   */
  void check(CpuFeatures cpu) {
    List<String> needed =
        classifier.contains("avx512")
            ? List.of("avx512f", "avx2", "fma")
            : classifier.contains("avx2") ? List.of("avx2", "fma") : List.of();
    cpu.require(
        "ND4J's " + classifier,
        needed,
        "build with DUCTILE_MAVEN_ARGS=-Dnd4j.classifier=linux-x86_64-onednn");
  }

  /**
   * Refuses cards that the library has no machine code for, before anything native is loaded. Of
   * builds other than the released one nothing is known, so they are let pass.
   *
   * @param driver that runs here, if there is one; asked first, since old ones cannot list cards
   * @param cards first is the one that will be used
   * @throws EngineException one line that names the tensorflow engine
   */
  void check(Optional<NvidiaDriver> driver, List<GraphicsCard> cards) {
    if (!isCuda()) {
      return;
    }
    driver
        .flatMap(d -> d.whyTooOld(cudaMajor()))
        .ifPresent(
            why -> {
              throw new EngineException(why + ", or build without -Pnd4j-cuda for the CPU");
            });
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

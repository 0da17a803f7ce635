package dev.ductile.agent.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.GraphicsCard;
import dev.ductile.agent.engine.NvidiaDriver;
import dev.ductile.agent.engine.Program;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards that the CUDA build cannot run on are refused in one line; the cards are made up. */
class Nd4jBuildTest {
  private static final Nd4jBuild RELEASED =
      new Nd4jBuild("1.0.0-M2.1", "11.6", "linux-x86_64-onednn-avx2");

  private static final Optional<NvidiaDriver> NEW_DRIVER =
      Optional.of(new NvidiaDriver("550.54.15"));

  private static List<GraphicsCard> card(String capability) {
    return GraphicsCard.parse("Some Card, rev. 2, " + capability + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"})
  void cardsFromKeplerToAdaPass(String capability) {
    assertThatCode(() -> RELEASED.check(NEW_DRIVER, card(capability))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "9.0", "10.0", "12.0"})
  void olderAndNewerCardsAreRefusedInOneLine(String capability) {
    assertThatThrownBy(() -> RELEASED.check(NEW_DRIVER, card(capability)))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("11.6", "Some Card, rev. 2", capability, "--engine tensorflow")
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat((String) message).hasLineCount(1));
  }

  @Test
  void theFirstCardCounts() {
    List<GraphicsCard> cards = GraphicsCard.parse("New, 9.0\nOld, 8.0\n");
    assertThatThrownBy(() -> RELEASED.check(NEW_DRIVER, cards)).hasMessageContaining("New");
  }

  @Test
  void noCardAtAllIsSaid() {
    assertThatThrownBy(() -> RELEASED.check(Optional.empty(), List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("CUDA 11.6", "no NVIDIA card", "--engine tensorflow");
  }

  @Test
  void buildsThatNothingIsKnownOfPass() {
    Nd4jBuild own = new Nd4jBuild("1.0.0-SNAPSHOT", "12.6", "linux-x86_64");
    assertThatCode(() -> own.check(NEW_DRIVER, card("9.0"))).doesNotThrowAnyException();
  }

  @Test
  void theCpuBuildAsksForNoCard() {
    Nd4jBuild current = Nd4jBuild.current();
    assertThat(current.version()).matches("[0-9].*");
    assertThat(current.cuda()).isEqualTo("none");
    assertThatCode(() -> current.check(Optional.empty(), List.of())).doesNotThrowAnyException();
  }

  @Test
  void unreadableLinesAreSkipped() {
    assertThat(GraphicsCard.parse("Card, [N/A]\n\nno comma\nGood Card, 7.5"))
        .containsExactly(new GraphicsCard("Good Card", 7, 5));
  }

  /** Drivers that are too old cannot list their cards' compute capability. */
  @Test
  void aDriverThatIsTooOldIsSaidEvenIfNoCardIsListed() {
    Nd4jBuild own = new Nd4jBuild("1.0.0-SNAPSHOT", "12.6", "linux-x86_64");
    Optional<NvidiaDriver> old = Optional.of(new NvidiaDriver("470.82.01"));
    assertThatThrownBy(() -> own.check(old, List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("470.82.01", "too old for CUDA 12", "525.60.13");
    assertThatCode(() -> RELEASED.check(old, card("8.0"))).doesNotThrowAnyException();
  }

  @Test
  void aCpuThatTheLibraryWouldCrashOnIsRefused() {
    CpuFeatures sandyBridge = CpuFeatures.parse("flags : sse4_2 avx\n");
    assertThatThrownBy(() -> RELEASED.check(sandyBridge))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("avx2", "linux-x86_64-onednn", "DUCTILE_MAVEN_ARGS");
    CpuFeatures haswell = CpuFeatures.parse("flags : sse4_2 avx avx2 fma\n");
    assertThatCode(() -> RELEASED.check(haswell)).doesNotThrowAnyException();
    Nd4jBuild newer = new Nd4jBuild("1.0.0-M2.1", "none", "linux-x86_64-onednn-avx512");
    assertThatThrownBy(() -> newer.check(haswell)).hasMessageContaining("avx512f");
    Nd4jBuild plain = new Nd4jBuild("1.0.0-M2.1", "none", "linux-x86_64-onednn");
    assertThatCode(() -> plain.check(sandyBridge)).doesNotThrowAnyException();
    assertThat(Nd4jBuild.current().classifier()).startsWith("linux-x86_64");
  }

  @Test
  void memoryThatDoesNotSufficeIsSaidInOneLine() {
    for (Throwable failure :
        List.of(
            new OutOfMemoryError("Physical memory usage is too high: physicalBytes (9G) > 8G"),
            new RuntimeException("[DEVICE] allocation failed; Error code: [2]\nat somewhere"))) {
      assertThatThrownBy(() -> Dl4jEngine.explained(() -> sneaky(failure)))
          .isInstanceOf(EngineException.class)
          .hasMessageContainingAll("ND4J could not take its memory", "replay.batchSize")
          .extracting(Throwable::getMessage)
          .satisfies(message -> assertThat((String) message).hasLineCount(1));
    }
    RuntimeException other = new IllegalStateException("something else");
    assertThatThrownBy(() -> Dl4jEngine.explained(() -> sneaky(other))).isSameAs(other);
  }

  private static Program sneaky(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}

package dev.ductile.agent.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards that the CUDA build cannot run on are refused in one line; the cards are made up. */
class Nd4jBuildTest {
  private static final Nd4jBuild RELEASED = new Nd4jBuild("1.0.0-M2.1", "11.6");

  private static List<GraphicsCard> card(String capability) {
    return GraphicsCard.parse("Some Card, rev. 2, " + capability + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"})
  void cardsFromKeplerToAdaPass(String capability) {
    assertThatCode(() -> RELEASED.check(card(capability))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5", "9.0", "10.0", "12.0"})
  void olderAndNewerCardsAreRefusedInOneLine(String capability) {
    assertThatThrownBy(() -> RELEASED.check(card(capability)))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("11.6", "Some Card, rev. 2", capability, "--engine tensorflow")
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat((String) message).hasLineCount(1));
  }

  @Test
  void theFirstCardCounts() {
    List<GraphicsCard> cards = GraphicsCard.parse("New, 9.0\nOld, 8.0\n");
    assertThatThrownBy(() -> RELEASED.check(cards)).hasMessageContaining("New");
  }

  @Test
  void noCardAtAllIsSaid() {
    assertThatThrownBy(() -> RELEASED.check(List.of()))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("CUDA 11.6", "no NVIDIA card", "--engine tensorflow");
  }

  @Test
  void buildsThatNothingIsKnownOfPass() {
    Nd4jBuild own = new Nd4jBuild("1.0.0-SNAPSHOT", "12.6");
    assertThatCode(() -> own.check(card("9.0"))).doesNotThrowAnyException();
  }

  @Test
  void theCpuBuildAsksForNoCard() {
    Nd4jBuild current = Nd4jBuild.current();
    assertThat(current.version()).matches("[0-9].*");
    assertThat(current.cuda()).isEqualTo("none");
    assertThatCode(() -> current.check(List.of())).doesNotThrowAnyException();
  }

  @Test
  void unreadableLinesAreSkipped() {
    assertThat(GraphicsCard.parse("Card, [N/A]\n\nno comma\nGood Card, 7.5"))
        .containsExactly(new GraphicsCard("Good Card", 7, 5));
  }
}

package dev.ductile.eval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is averaged, and what is said where games were cut. */
class EvaluationResultTest {
  private static PlayedGame game(double gameReturn, GameEnd end) {
    return new PlayedGame(0, gameReturn, 1000, end);
  }

  /** Finished games with these returns, then cut ones that stand at 99. */
  private static EvaluationResult result(int planned, int cut, double... returns) {
    List<PlayedGame> games = new ArrayList<>();
    for (double one : returns) {
      games.add(game(one, GameEnd.OVER));
    }
    for (int i = 0; i < cut; i++) {
      games.add(game(99, GameEnd.CUT));
    }
    return new EvaluationResult(games, planned, 4000, 4000);
  }

  @Test
  void cutGamesAreCountedButNotAveraged() {
    EvaluationResult result = result(30, 2, -21, -20, -17);
    assertThat(result.mean()).isCloseTo(-58.0 / 3, within(1e-12));
    assertThat(result.min()).isEqualTo(-21);
    assertThat(result.max()).isEqualTo(-17);
    // deviations -5/3, -2/3, 7/3: squares 25/9 + 4/9 + 49/9 = 78/9, over 2
    assertThat(result.standardDeviation()).isCloseTo(Math.sqrt(39 / 9.0), within(1e-12));
    assertThat(result.sentence())
        .isEqualTo(
            "mean return -19.33 over 3 of 30 games, 2 cut and left out, 25 not begun,"
                + " which favours short games (min -21, max -17)");
    assertThat(result.toMap())
        .containsEntry("episodes", 3)
        .containsEntry("plannedEpisodes", 30)
        .containsEntry("cutEpisodes", 2)
        .containsEntry("cappedEpisodes", 0);
  }

  @Test
  void everyGameIsKept() {
    List<PlayedGame> games =
        List.of(
            game(3, GameEnd.OVER),
            new PlayedGame(0, 2, 108_000, GameEnd.CAPPED),
            game(1, GameEnd.CUT));
    EvaluationResult result = new EvaluationResult(games, 3, 110_000, 110_000);
    assertThat(result.toMap().get("games"))
        .isEqualTo(
            List.of(
                Map.of("environment", 0, "return", 3.0, "lengthFrames", 1000, "end", "over"),
                Map.of("environment", 0, "return", 2.0, "lengthFrames", 108_000, "end", "capped"),
                Map.of("environment", 0, "return", 1.0, "lengthFrames", 1000, "end", "cut")));
    assertThat(result.mean()).as("capped games are finished").isEqualTo(2.5);
    assertThat(result.sentence())
        .contains("2 of 3 games, 1 cut and left out", "1 ended by the cap for one game");
  }

  @Test
  void allGamesFinishedNeedNoMoreWords() {
    assertThat(result(2, 0, 1, 2).sentence())
        .isEqualTo("mean return 1.50 over 2 games (min 1, max 2)");
    EvaluationResult one = result(1, 0, 7);
    assertThat(one.sentence()).isEqualTo("mean return 7.00 over 1 game (min 7, max 7)");
    assertThat(one.toMap()).containsEntry("standardDeviation", null);
  }

  @Test
  void gamesThatWereNotBegunTakeNothingFromTheMean() {
    assertThat(result(30, 0, -21, -19).sentence())
        .isEqualTo("mean return -20.00 over 2 of 30 games, 28 not begun (min -21, max -19)");
  }

  @Test
  void tooFewGamesAreSaidNotAveraged() {
    EvaluationResult none = result(4, 4);
    assertThat(none.sentence())
        .isEqualTo("no game was finished within 4,000 frames, of 4 games: no mean return");
    EvaluationResult few = result(30, 3, -21);
    assertThat(few.sentence())
        .isEqualTo(
            "too few games were finished within 4,000 frames, 1 of 30 games while 3 were cut:"
                + " no mean return");
    for (EvaluationResult without : List.of(none, few)) {
      assertThat(without.hasMean()).isFalse();
      assertThat(without.mean()).isNaN();
      assertThat(without.toMap())
          .containsEntry("meanReturn", null)
          .containsEntry("standardDeviation", null)
          .containsEntry("minReturn", null)
          .containsEntry("maxReturn", null);
    }
    assertThat(result(30, 3, 1, 2, 3).hasMean()).as("as many as were cut").isTrue();
  }
}

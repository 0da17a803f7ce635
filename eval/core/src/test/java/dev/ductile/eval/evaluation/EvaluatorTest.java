package dev.ductile.eval.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.run.TinyTraining;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Games of a random player on the built-in game, with and without limits. */
class EvaluatorTest {
  private static final long SEED = 5;

  private static EnvConfig config(int maxFramesPerEpisode) {
    return TinyTraining.settings("env.maxFramesPerEpisode=" + maxFramesPerEpisode).toConfig().env();
  }

  private static EvaluationResult play(
      EnvConfig config, int games, long maxFrames, List<Long> expected) {
    return new Evaluator(config, RomStore.standard(), 2, 2)
        .play(
            Policies.random(RandomSource.XO_SHI_RO_256_PP.create(SEED)),
            games,
            maxFrames,
            SEED,
            now -> expected.add(now.expectedFrames()),
            () -> false)
        .orElseThrow();
  }

  @Test
  void gamesArePlayedToTheirEnd() {
    List<Long> expected = new ArrayList<>();
    EvaluationResult result = play(config(108_000), 3, 0, expected);
    assertThat(result.games()).hasSize(3).allMatch(game -> game.end() == GameEnd.OVER);
    // 21 points of either side end a game.
    assertThat(result.max()).isLessThan(0);
    assertThat(result.games())
        .allSatisfy(game -> assertThat(game.lengthFrames()).isBetween(1000, 30_000));
    assertThat(expected.get(0)).as("at most, so far").isEqualTo(3 * 108_000);
    assertThat(expected.get(expected.size() - 1)).isEqualTo(result.frames());
  }

  private static EvaluationResult phase(int environments, long frames, boolean wholeGames) {
    return new Evaluator(config(600), RomStore.standard(), environments, 1)
        .playPhase(
            Policies.random(RandomSource.XO_SHI_RO_256_PP.create(SEED)),
            frames,
            wholeGames,
            SEED,
            now -> assertThat(now.expectedFrames()).isGreaterThanOrEqualTo(now.frames()),
            () -> false)
        .orElseThrow();
  }

  @Test
  void aPhaseIsAsLongAsItsFramesAndEndsWithAWholeGameOrACutOne() {
    EvaluationResult whole = phase(1, 1300, true);
    assertThat(whole.games()).hasSize(3).allMatch(game -> game.end() == GameEnd.CAPPED);
    assertThat(whole.frames()).isBetween(1800L, 1812L);
    assertThat(whole.planned()).isEqualTo(3);

    EvaluationResult cut = phase(1, 1300, false);
    assertThat(cut.games()).hasSize(3);
    assertThat(cut.count(GameEnd.CUT)).isEqualTo(1);
    assertThat(cut.frames()).isBetween(1300L, 1304L);
    assertThat(cut.games().subList(0, 2)).isEqualTo(whole.games().subList(0, 2));

    EvaluationResult two = phase(2, 100, true);
    assertThat(two.games()).extracting(PlayedGame::environment).containsExactly(0, 1);
  }

  @Test
  void theCapForOneGameEndsItAndALimitOnAllCutsTheRest() {
    EvaluationResult capped = play(config(600), 4, 0, new ArrayList<>());
    assertThat(capped.games()).hasSize(4).allMatch(game -> game.end() == GameEnd.CAPPED);
    assertThat(capped.games())
        .extracting(PlayedGame::lengthFrames)
        .allMatch(frames -> frames >= 600 && frames < 604);
  }

  @Test
  void aLimitOnAllGamesKeepsFurtherOnesFromBeginningAndCutsNone() {
    List<Long> expected = new ArrayList<>();
    EvaluationResult limited = play(config(600), 8, 2000, expected);
    // Two side by side: the second pair has begun by frame 2000, the third would begin later.
    assertThat(limited.games()).hasSize(4).allMatch(game -> game.end() == GameEnd.CAPPED);
    assertThat(limited.frames()).isBetween(2400L, 2416L);
    assertThat(limited.planned()).isEqualTo(8);
    assertThat(expected.get(0)).as("at most, so far").isLessThanOrEqualTo(2000 + 2 * 600);
    assertThat(expected.get(expected.size() - 1)).isEqualTo(limited.frames());

    EvaluationResult one = play(config(108_000), 4, 800, new ArrayList<>());
    assertThat(one.games()).as("one of each environment").hasSize(2);
    assertThat(one.games()).allMatch(game -> game.end() == GameEnd.OVER);
    assertThat(one.hasMean()).isTrue();
  }

  /** A player who does nothing might never lose. */
  @Test
  void gamesWithoutACapAreCutAtTheLimit() {
    List<Long> expected = new ArrayList<>();
    EvaluationResult cut = play(config(0), 4, 800, expected);
    assertThat(cut.games()).hasSize(2).allMatch(game -> game.end() == GameEnd.CUT);
    assertThat(cut.frames()).isBetween(800L, 808L);
    assertThat(cut.hasMean()).isFalse();
    assertThat(expected).allMatch(frames -> frames >= 800 && frames <= 808);
    EvaluationResult all = play(config(0), 2, 1_000_000, new ArrayList<>());
    assertThat(all.games()).hasSize(2).allMatch(game -> game.end() == GameEnd.OVER);
  }

  /** So a limit says nothing of how a game ended: none is left out for its length. */
  @Test
  void theGamesOfALimitedEvaluationAreTheFirstOfAnUnlimitedOne() {
    EvaluationResult all = play(config(108_000), 6, 0, new ArrayList<>());
    EvaluationResult limited = play(config(108_000), 6, 4000, new ArrayList<>());
    assertThat(limited.games().size()).isBetween(2, 5);
    for (int environment = 0; environment < 2; environment++) {
      List<PlayedGame> begun = of(limited, environment);
      assertThat(begun).isNotEmpty();
      assertThat(of(all, environment).subList(0, begun.size())).isEqualTo(begun);
    }
  }

  private static List<PlayedGame> of(EvaluationResult result, int environment) {
    return result.games().stream().filter(game -> game.environment() == environment).toList();
  }
}

package dev.ductile.eval.cli.bench.all;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measuring processes are a few lines of shell, which note every start. */
class BenchAllTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The n-th start of a side prints its n-th number; other words make it fail in some way. */
  private static final String SCRIPT =
      """
      side=$1; home=$(dirname "$0"); shift
      echo "$side" >> "$home/starts"
      n=$(grep -c "^$side\\$" "$home/starts")
      value=$(sed -n "${n}p" "$home/$side.values")
      case "$value" in
        crash) echo first >&2; echo "ductile: broken on purpose" >&2; exit 4;;
        silent) exit 0;;
        noise) echo "{no json";;
        other) echo '{"unrelated": 1}';;
        hang) sleep 60 & wait;;
        float32) echo '{"bfloat16": false, "updateMilliseconds": 1}';;
        *) echo "chatter"; echo "{\\"updateMilliseconds\\": $value, \\"framesPerSecond\\": $value}";;
      esac
      """;

  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void writeScript() throws IOException {
    Files.writeString(folder.resolve("side.sh"), SCRIPT);
  }

  private Side side(String name, String... values) throws IOException {
    Files.write(folder.resolve(name + ".values"), List.of(values));
    return new Side(name, List.of("/bin/sh", folder.resolve("side.sh").toString(), name), null);
  }

  private Row row(boolean bfloat16, Duration patience) {
    Figure figure = new Figure("update", "ms", "updateMilliseconds", 0.5, "");
    return new Row(
        "dqn",
        "DQN",
        new JsonMeasurement(List.of(figure), List.of("bench"), List.of(), bfloat16, patience));
  }

  private Result run(Row row, Side here, Side there, int rounds) throws InterruptedException {
    List<Result> results =
        new Rounds(here, Optional.ofNullable(there), said::add).run(List.of(row), rounds);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private List<String> starts() throws IOException {
    return Files.readAllLines(folder.resolve("starts"));
  }

  @Test
  void sidesTakeTurnsAndRatiosAreOfPairs() throws Exception {
    Side own = side("own", "10", "80", "30");
    Side other = side("other", "20", "40", "20");
    Result result = run(row(false, PATIENCE), own, other, 3);
    assertThat(starts()).containsExactly("own", "other", "other", "own", "own", "other");
    assertThat(result.own()).hasValue(new Spread(15, 5, 40, 3));
    assertThat(result.other()).hasValue(new Spread(10, 10, 20, 3));
    // 0.5, 2 and 1.5: not the ratio of the medians.
    assertThat(result.ratio()).hasValue(new Spread(1.5, 0.5, 2, 3));
    assertThat(result.isFailed()).isFalse();
    assertThat(said).hasSize(3).first().isEqualTo("round 1 of 3: dqn");

    Table table = new Table(Map.of("CPU", "a|b"), "other", List.of(result));
    assertThat(table.markdown())
        .isEqualTo(
            """
            CPU: a\\|b.

            | what | this build | other | ratio of pairs |
            |---|---|---|---|
            | DQN: update, ms | 15.0 (5.00 to 40.0) | 10.0 (10.0 to 20.0) | 1.50 (0.50 to 2.00) |
            """);
    assertThat(table.text()).contains("CPU: a|b\n", "1.50 (0.50 to 2.00)\n");
    assertThat(table.toMap().get("rows").toString()).contains("values=[5.0, 40.0, 15.0]");
  }

  @Test
  void aRowThatFailsSaysWhyAndIsNotTriedAgain() throws Exception {
    String[][] failures = {
      {"crash", "exit code 4: ductile: broken on purpose"},
      {"silent", "printed no JSON"},
      {"noise", "printed no JSON: "},
      {"other", "printed no number updateMilliseconds"},
    };
    for (String[] failure : failures) {
      Files.deleteIfExists(folder.resolve("starts"));
      Result result = run(row(false, PATIENCE), side("own", "1", failure[0], "3"), null, 3);
      assertThat(starts()).hasSize(2);
      assertThat(result.isFailed()).isTrue();
      assertThat(result.reason()).startsWith("failed: own: " + failure[1]);
      assertThat(new Table(Map.of(), "", List.of(result)).text()).contains(failure[1]);
      assertThat(result.toMap().get("failed").toString()).contains(failure[1]);
    }
  }

  @Test
  void theOtherSidesFailureIsNamedAsItsOwn() throws Exception {
    Result result = run(row(false, PATIENCE), side("own", "1"), side("other", "crash"), 1);
    assertThat(result.reason()).startsWith("failed: other: exit code 4");
  }

  @Test
  void whatHangsIsEndedWithEverythingThatItStarted() throws Exception {
    long before = System.nanoTime();
    Result result = run(row(false, Duration.ofSeconds(1)), side("own", "hang"), null, 1);
    assertThat(result.reason()).isEqualTo("failed: own: not done after 1 s");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  @Test
  void bfloat16WithoutEffectIsNoFailure() throws Exception {
    Result result = run(row(true, PATIENCE), side("own", "float32"), null, 1);
    assertThat(result.isFailed()).isFalse();
    assertThat(result.reason()).isEqualTo("bfloat16 has no effect on this CPU");
  }

  @Test
  void trialsAtOnceAreComparedWithOneThatHasAllCores() throws Exception {
    TrialsMeasurement trials = new TrialsMeasurement(List.of("bench"), 2, PATIENCE);
    Map<Figure, Double> times = trials.measure(side("own", "40", "30", "30"));
    assertThat(starts()).hasSize(3);
    assertThat(times.values()).singleElement().satisfies(t -> assertThat(t).isEqualTo(1.5));
  }

  @Test
  void theStartIsTimedUntilTheFirstLineOfTheLog() throws Exception {
    Files.writeString(
        folder.resolve("train.sh"),
        "[ \"$2\" = --run ] || exit 2; mkdir -p \"$3\"; sleep 0.3; echo '{}' >"
            + " \"$3/metrics.jsonl\"; sleep 60");
    Side stub = new Side("stub", List.of("/bin/sh", folder.resolve("train.sh").toString()), null);
    double seconds =
        new StartMeasurement(PATIENCE).measure(stub).values().stream().findFirst().orElseThrow();
    assertThat(seconds).isBetween(0.3, 10.0);
    assertThat(ProcessHandle.current().descendants()).isEmpty();
    Side broken = side("broken", "crash");
    assertThatThrownBy(() -> new StartMeasurement(PATIENCE).measure(broken))
        .isInstanceOf(RowFailure.class)
        .hasMessageContaining("broken on purpose");
  }

  @Test
  void aPeerHasScriptsAndNotForEveryRow() throws Exception {
    Files.writeString(
        folder.resolve("update.py"), "echo '{\"updateMs\": 12.5, \"actMs\": 2}' # $1\n");
    Side peers = Side.peers("/bin/sh", folder);
    List<Row> rows = new Rows("volley", 2, 600, PATIENCE).all();
    Row dqn = rows.get(0);
    assertThat(dqn.measurement().measure(peers).values()).containsExactlyInAnyOrder(12.5, 2.0);
    for (Row row : rows) {
      if (List.of("train-dqn", "train-pqn", "env-1", "trials", "start", "replay")
          .contains(row.key())) {
        assertThat(row.measurement().measure(peers)).as(row.key()).isEmpty();
      }
    }
    assertThatThrownBy(() -> Side.peers("python3", folder.resolve("none")))
        .isInstanceOf(ConfigurationException.class);
    assertThatThrownBy(() -> Side.build(folder.resolve("none")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no launcher");
  }

  @Test
  void rowsAreChosenByName() {
    Rows rows = new Rows("space_invaders", 2, 600, PATIENCE);
    assertThat(rows.chosen("rainbow, dqn").stream().map(Row::key))
        .containsExactly("dqn", "rainbow");
    assertThat(rows.all().stream().map(Row::key)).doesNotHaveDuplicates();
    assertThat(rows.all().toString())
        .contains("training.py, rainbow, SpaceInvaders", "pqn.py, space_invaders");
    assertThatThrownBy(() -> rows.chosen("dqm"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("dqn");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0)).median()).isCloseTo(3, within(1e-12));
    assertThat(Spread.of(List.of(1234.0)).text()).isEqualTo("1,234");
  }
}

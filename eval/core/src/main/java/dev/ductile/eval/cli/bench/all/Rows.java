package dev.ductile.eval.cli.bench.all;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** All rows, and the choice among them. */
final class Rows {
  private static final String BUILT_IN = "volley";
  private static final double STEPS_PER_FRAME = 0.25; // frame skip of all presets used here

  /** Steps timed with PQN for one of the others: it learns from rollouts of 512, and faster. */
  private static final int PQN_STEPS = 8;

  private static final List<String> BFLOAT16 = List.of("--set", "run.bfloat16=true");

  private final String game;
  private final int cores;
  private final int trainingSteps;
  private final Duration patience;

  /**
   * Rows for a machine.
   *
   * @param game of the rows that play one
   * @param cores of the machine
   * @param trainingSteps timed in a whole training
   * @param patience for one process
   */
  Rows(String game, int cores, int trainingSteps, Duration patience) {
    this.game = game;
    this.cores = cores;
    this.trainingSteps = trainingSteps;
    this.patience = patience;
  }

  /** All of them, in the table's order. */
  List<Row> all() {
    List<Row> rows = new ArrayList<>();
    rows.add(update("dqn", "DQN", List.of("--agent", "dqn", "--preset", "cleanrl"), "dqn"));
    rows.add(bfloat16("dqn", "DQN", List.of("--agent", "dqn", "--preset", "cleanrl"), "dqn"));
    rows.add(update("c51", "C51", List.of("--agent", "c51", "--preset", "cleanrl"), "c51"));
    rows.add(
        update(
            "dqn-ln",
            "DQN, LayerNorm and weight decay",
            List.of("--preset", "cleanrl", "--with", "layer-norm,weight-decay=1e-5"),
            "dqn-ln"));
    List<String> zoo = List.of("--agent", "rainbow", "--preset", "dqn-zoo");
    rows.add(update("rainbow", "Rainbow (dqn-zoo)", zoo, "rainbow"));
    rows.add(bfloat16("rainbow", "Rainbow (dqn-zoo)", zoo, "rainbow"));
    List<String> peerDqn = List.of("training.py", "dqn", peerGame());
    List<String> peerRainbow = List.of("training.py", "rainbow", peerGame());
    rows.add(training("train-dqn", "dqn", "cleanrl", List.of(), peerDqn));
    rows.add(training("train-dqn-bfloat16", "dqn", "cleanrl", BFLOAT16, peerDqn));
    rows.add(training("train-rainbow-zoo", "rainbow", "dqn-zoo", List.of(), peerRainbow));
    rows.add(training("train-rainbow-zoo-bfloat16", "rainbow", "dqn-zoo", BFLOAT16, peerRainbow));
    rows.add(training("train-rainbow-cleanrl", "rainbow", "cleanrl", List.of(), peerRainbow));
    rows.add(training("train-der", "rainbow", "der", List.of(), List.of()));
    List<String> peerPqn = List.of("pqn.py", game);
    rows.add(training("train-pqn", "pqn", "ductile", List.of(), peerPqn));
    rows.add(training("train-pqn-bfloat16", "pqn", "ductile", BFLOAT16, peerPqn));
    rows.add(environments(1));
    rows.add(environments(2));
    rows.add(
        new Row(
            "trials",
            cores + " trainings at once (dqn cleanrl, " + game + ")",
            new TrialsMeasurement(trainingWords("dqn", "cleanrl"), cores, patience)));
    rows.add(new Row("start", "train", new StartMeasurement(patience)));
    rows.add(replay("replay", "RAW"));
    rows.add(replay("replay-compressed", "LZ4"));
    return rows;
  }

  /**
   * Those that are named, in the table's order.
   *
   * @param names joined by commas; null for all
   */
  List<Row> chosen(String names) {
    List<Row> all = all();
    if (names == null) {
      return all;
    }
    List<String> keys = all.stream().map(Row::key).toList();
    List<String> wanted = Stream.of(names.split(",")).map(String::strip).toList();
    for (String name : wanted) {
      if (!keys.contains(name)) {
        throw new ConfigurationException(DidYouMean.unknown("row", name, keys));
      }
    }
    return all.stream().filter(row -> wanted.contains(row.key())).toList();
  }

  private Row update(String key, String label, List<String> agent, String peer) {
    return new Row(
        key,
        label + ", batch 32",
        new JsonMeasurement(
            List.of(Figure.update(), Figure.act()),
            words(List.of("bench", "update", "--json"), agent),
            List.of("update.py", peer),
            false,
            patience));
  }

  /** Compared with the peer in float32, as which it computes here by default. */
  private Row bfloat16(String key, String label, List<String> agent, String peer) {
    return new Row(
        key + "-bfloat16",
        label + ", batch 32, bfloat16",
        new JsonMeasurement(
            List.of(Figure.update()),
            words(List.of("bench", "update", "--json"), agent, BFLOAT16),
            List.of("update.py", peer),
            true,
            patience));
  }

  private List<String> trainingWords(String agent, String preset) {
    return List.of(
        "bench",
        "train",
        "--json",
        "--game",
        game,
        "--steps",
        String.valueOf(agent.equals("pqn") ? trainingSteps * PQN_STEPS : trainingSteps),
        "--agent",
        agent,
        "--preset",
        preset);
  }

  private Row training(
      String key, String agent, String preset, List<String> more, List<String> peer) {
    String number = more.isEmpty() ? "" : ", bfloat16";
    return new Row(
        key,
        String.format(Locale.ROOT, "training %s (%s) on %s%s", agent, preset, game, number),
        new JsonMeasurement(
            List.of(
                new Figure(
                    "whole loop",
                    Figure.STEPS,
                    "framesPerSecond",
                    STEPS_PER_FRAME,
                    "agentStepsPerSecond")),
            words(trainingWords(agent, preset), more),
            game.equals(BUILT_IN) ? List.of() : peer,
            !more.isEmpty(),
            patience));
  }

  /** As Gymnasium writes it: SpaceInvaders. */
  private String peerGame() {
    StringBuilder name = new StringBuilder();
    for (String word : game.split("_")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  private Row environments(int threads) {
    String count = String.valueOf(threads);
    return new Row(
        "env-" + threads,
        "8 environments, " + threads + (threads == 1 ? " thread, " : " threads, ") + game,
        new JsonMeasurement(
            List.of(
                new Figure(
                    "full pre-processing",
                    Figure.STEPS,
                    "agentStepsPerSecond",
                    1,
                    "agentStepsPerSecond")),
            List.of(
                "bench",
                "env",
                "--json",
                "--game",
                game,
                "--environments",
                "8",
                "--threads",
                count),
            game.equals(BUILT_IN) ? List.of() : List.of("env.py", game, "8", count),
            false,
            patience));
  }

  private Row replay(String key, String storage) {
    return new Row(
        key,
        "replay of 1 M transitions, prioritized, " + storage,
        new JsonMeasurement(
            List.of(new Figure("sample 32", "µs", "sample32Microseconds", 1, "")),
            List.of(
                "bench",
                "replay",
                "--json",
                "--agent",
                "rainbow",
                "--preset",
                "dqn-zoo",
                "--set",
                "replay.storage=" + storage),
            List.of(),
            false,
            patience));
  }

  @SafeVarargs
  private static List<String> words(List<String>... parts) {
    return Stream.of(parts).flatMap(List::stream).toList();
  }
}

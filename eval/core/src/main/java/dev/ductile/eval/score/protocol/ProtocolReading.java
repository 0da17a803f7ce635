package dev.ductile.eval.score.protocol;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.Settings;
import dev.ductile.eval.run.stored.SavedConfig;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.TrainingGames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A finished run seen by the rules of a protocol: the training returns that it scores, and the
 * configuration under which it plays.
 */
public final class ProtocolReading {
  private static final String ACTION_SET = "env.actionSet";

  private final Protocol protocol;
  private final ScoredRun run;

  /** Of a run. */
  public ProtocolReading(Protocol protocol, ScoredRun run) {
    this.protocol = protocol;
    this.run = run;
  }

  /** In which the run was trained otherwise than the protocol says, a text each. */
  public List<String> trainedOtherwise() {
    List<String> differences = new ArrayList<>();
    protocol
        .env()
        .forEach(
            (key, value) -> {
              String here = run.values().get(key);
              if (!value.equals(here)) {
                differences.add(key + " was " + here + ", the protocol has " + value);
              }
            });
    protocol
        .trainingFrames()
        .ifPresent(
            frames -> {
              if (run.frames() != frames) {
                differences.add(
                    String.format(
                        Locale.ROOT,
                        "it was trained for %,d frames, the protocol has %,d",
                        run.frames(),
                        frames));
              }
            });
    return differences;
  }

  /** The training returns that the protocol scores, read from the run's log, as far as it came. */
  public List<TrainingScore> trainingScores() {
    TrainingGames games = run.record().games();
    List<TrainingScore> scores = new ArrayList<>();
    if (protocol.windowFrames().isPresent()) {
      long window = protocol.windowFrames().getAsLong();
      for (long to = window; to <= run.frames(); to += window) {
        scores.add(score(games, games.countUpTo(to - window), to - window, to));
      }
    } else if (protocol.lastGames().isPresent()) {
      for (long at : protocol.atFrames()) {
        if (at <= run.frames()) {
          int from = Math.max(0, games.countUpTo(at) - (int) protocol.lastGames().getAsLong());
          scores.add(score(games, from, from == 0 ? 0 : games.frames(from - 1), at));
        }
      }
    }
    return scores;
  }

  private static TrainingScore score(TrainingGames games, int from, long fromFrames, long to) {
    int end = games.countUpTo(to);
    return new TrainingScore(fromFrames, to, end - from, games.mean(from, end));
  }

  /** What it scores, in words, such as why there is no score yet. */
  public String sentence(List<TrainingScore> scores) {
    String what =
        protocol.windowFrames().isPresent()
            ? String.format(
                Locale.ROOT, "windows of %,d frames", protocol.windowFrames().getAsLong())
            : String.format(
                Locale.ROOT,
                "the last %d games at %s frames",
                protocol.lastGames().orElse(0),
                String.join(
                    ", ",
                    protocol.atFrames().stream()
                        .map(frames -> String.format(Locale.ROOT, "%,d", frames))
                        .toList()));
    return scores.isEmpty()
        ? String.format(
            Locale.ROOT,
            "training returns: none yet, as the run has %,d frames and the protocol takes %s",
            run.frames(),
            what)
        : "training returns: read from the run's metrics.jsonl, " + what + "; nothing was played";
  }

  /**
   * The run's configuration with the protocol's rules of the game over it. The run's own action set
   * stays, as the network has its outputs.
   */
  public RunConfig playing(double epsilon) {
    Settings<RunConfig> settings = SavedConfig.read(run.path()).settings().copy();
    String source = "protocol " + protocol.name();
    protocol
        .env()
        .forEach(
            (key, value) -> {
              if (!key.equals(ACTION_SET)) {
                settings.putText(key + "=" + value, source);
              }
            });
    settings.put("evaluation.epsilon", epsilon, source);
    settings.put("evaluation.maxFrames", 0, source);
    if (protocol.phaseFrames().isPresent()) {
      settings.put("evaluation.environments", 1, source); // the frames prefer no short games then
    }
    return settings.toConfig();
  }

  /** The rules of its score of training returns. */
  public ProtocolIdentity trainingIdentity(TrainingScore score) {
    String what =
        protocol.windowFrames().isPresent()
            ? "training returns of " + (score.toFrames() - score.fromFrames()) + " frames"
            : "last " + protocol.lastGames().orElse(0) + " training games";
    return ProtocolIdentity.of(run.values(), what, false, score.toFrames()).by(protocol.name());
  }

  /** The rules of its score of games that were played under a configuration. */
  public ProtocolIdentity playedIdentity(RunConfig played) {
    Map<String, String> values = ConfigDifferences.flatten(played);
    String what =
        protocol.phaseFrames().isPresent()
            ? "evaluation of " + protocol.phaseFrames().getAsLong() + " frames"
            : "evaluation of " + protocol.evaluationGames().orElse(0) + " games";
    return ProtocolIdentity.of(values, what, true, run.frames()).by(protocol.name());
  }

  /** The newest score that has a mean; empty if there is none. */
  public static Optional<TrainingScore> newest(List<TrainingScore> scores) {
    return scores.stream()
        .filter(score -> !Double.isNaN(score.mean()))
        .reduce((first, second) -> second);
  }
}

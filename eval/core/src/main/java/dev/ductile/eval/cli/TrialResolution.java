package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.experience.Experience;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.Digests;
import dev.ductile.eval.cli.process.UsageErrors;
import dev.ductile.eval.probe.ProbeConfig;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.definition.TrialFork;
import dev.ductile.eval.sweep.definition.TrialResolver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Reads trials' command lines as {@code train} and {@code probe} do. Trials that differ in their
 * seed and game alone are read once: a plan of 100,000 should not take minutes.
 */
final class TrialResolution implements TrialResolver {
  /** Resident size of a training but for its replay memory, rounded up: JVM, engine, networks. */
  private static final long PROCESS_BYTES = 768L << 20;

  private static final String TRAIN = "train";
  private static final String SEED_OPTION = "--seed";
  private static final String SEED_KEY = "run.seed";
  private static final String PROBE_SEED_KEY = "firstSeed";

  private final String name;
  private final CommandLine train = line(new TrainCommand());
  private final CommandLine probe = line(new ProbeCommand());

  /** What a seed or a game comes to, by its text. */
  private final Map<String, String> read = new HashMap<>();

  /**
   * A reader.
   *
   * @param name what the user calls the sweep, for messages
   */
  TrialResolution(String name) {
    this.name = name;
  }

  @Override
  public synchronized List<String> identities(List<Trial> trials) {
    Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      List<String> words = new ArrayList<>(trial.arguments());
      for (Shared shared : sharedBy(trial)) {
        words.set(shared.at(), "");
      }
      groups.computeIfAbsent(words, key -> new ArrayList<>()).add(i);
    }
    String[] identities = new String[trials.size()];
    // In order, so that of several refusals always the same one is told.
    for (List<Integer> group : groups.values()) {
      Trial first = trials.get(group.get(0));
      Map<String, String> values = values(first);
      Optional<Map<String, String>> prefix = first.fork().map(fork -> values(fork.prefix()));
      for (int i : group) {
        identities[i] = identity(trials.get(i), values, prefix);
      }
    }
    return Arrays.asList(identities);
  }

  @Override
  public synchronized TrialDemand demand(Trial trial) {
    if (!trial.command().equals(TRAIN)) {
      ProbeConfig config = reading(trial, () -> parsedProbe(trial).variant().config());
      return new TrialDemand(PROCESS_BYTES, config.run().engineThreads(), config.run().device());
    }
    RunConfig config = reading(trial, () -> parsedTrain(trial).settings().toConfig());
    return new TrialDemand(
        PROCESS_BYTES + Experience.needBytes(config),
        Math.max(config.run().engineThreads(), config.run().environmentThreads()),
        config.run().device());
  }

  /**
   * An option's value that decides one key, and nothing else.
   *
   * @param at its place among the words
   * @param key of the configuration
   */
  private record Shared(int at, String key) {}

  /** Where two trials may differ and still be read as one. */
  private static List<Shared> sharedBy(Trial trial) {
    List<String> words = trial.arguments();
    List<Shared> shared = new ArrayList<>();
    boolean train = trial.command().equals(TRAIN);
    add(shared, words, SEED_OPTION, train ? SEED_KEY : PROBE_SEED_KEY);
    // Whether a game can be played depends on other keys of its environment.
    if (train && words.stream().noneMatch(TrialResolution::isAboutTheGame)) {
      add(shared, words, "--game", "env.game");
    }
    return shared;
  }

  private static boolean isAboutTheGame(String word) {
    return word.startsWith("env.")
        || word.startsWith("continual.")
        || word.startsWith("--set=")
        || List.of("--rom", "--config", "--env-preset").contains(word.split("=", 2)[0]);
  }

  private static void add(List<Shared> shared, List<String> words, String option, String key) {
    int at = words.indexOf(option);
    if (at >= 0 && at == words.lastIndexOf(option) && at + 1 < words.size()) {
      shared.add(new Shared(at + 1, key));
    }
  }

  /** The identity of a trial whose values are another one's but for what they share. */
  private String identity(
      Trial trial, Map<String, String> values, Optional<Map<String, String>> prefixValues) {
    Map<String, String> own = shifted(trial, values);
    prefixValues.ifPresent(
        shared -> {
          Map<String, String> prefix = shifted(trial.fork().orElseThrow().prefix(), shared);
          own.put("fork.prefixSha256", ConfigurationHash.sha256(prefix));
          own.put("fork.firstSeed", prefix.get(SEED_KEY));
        });
    String resolved = trial.command() + " " + ConfigurationHash.sha256(own);
    return Digests.sha256(resolved.getBytes(StandardCharsets.UTF_8));
  }

  /** A trial's values where another one's are the same but for what they share. */
  private Map<String, String> shifted(Trial trial, Map<String, String> values) {
    Map<String, String> own = new HashMap<>(values);
    for (Shared shared : sharedBy(trial)) {
      String text = trial.command() + " " + shared.key() + " " + trial.arguments().get(shared.at());
      String value = read.get(text);
      if (value == null) {
        value = values(trial).get(shared.key());
        read.put(text, value);
      }
      own.put(shared.key(), value);
    }
    return own;
  }

  /** Every value that a trial resolves to, by key. */
  private Map<String, String> values(Trial trial) {
    return reading(
        trial,
        () -> {
          if (trial.command().equals(TRAIN)) {
            RunConfig config = trainSettings(trial).toConfig();
            config.requireTimeForInterventions();
            Engine.named(config.run().engine());
            return ConfigDifferences.flatten(config);
          }
          ProbeCommand parsed = parsedProbe(trial);
          Map<String, String> values = ConfigDifferences.flatten(parsed.variant().config());
          Engine.named(values.get("run.engine"));
          values.put(PROBE_SEED_KEY, String.valueOf(parsed.firstSeed()));
          values.put("images", parsed.images());
          return values;
        });
  }

  private Settings<RunConfig> trainSettings(Trial trial) {
    if (trial.fork().isEmpty()) {
      return parsedTrain(trial).settings();
    }
    TrialFork fork = trial.fork().get();
    Settings<RunConfig> prefix = parsedTrain(fork.prefix()).settings();
    return parsedTrain(trial).settings(prefix, fork.atFrames());
  }

  private <T> T reading(Trial trial, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (CommandLine.ParameterException e) {
      throw refused(trial, UsageErrors.message(e), e);
    } catch (ConfigurationException e) {
      throw refused(trial, e.getMessage(), e);
    }
  }

  private static CommandLine line(Object command) {
    CommandLine line = new CommandLine(command);
    UsageErrors.prepare(line);
    return line;
  }

  private TrainCommand parsedTrain(Trial trial) {
    train.parseArgs(trial.arguments().toArray(String[]::new));
    return train.getCommand();
  }

  private ProbeCommand parsedProbe(Trial trial) {
    probe.parseArgs(trial.arguments().toArray(String[]::new));
    return probe.getCommand();
  }

  private ConfigurationException refused(Trial trial, String why, RuntimeException cause) {
    return new ConfigurationException(
        String.format(Locale.ROOT, "%s: trial %s: %s", name, trial.describe(), why), cause);
  }
}

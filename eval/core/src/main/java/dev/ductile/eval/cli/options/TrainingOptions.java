package dev.ductile.eval.cli.options;

import static dev.ductile.eval.cli.options.AgentOptions.put;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.Settings;
import picocli.CommandLine.Option;

/** How long, on what, and with what looked at a training runs. */
public final class TrainingOptions {
  @Option(
      names = "--frames",
      paramLabel = "N",
      description = {
        "Emulator frames to train for, 4 to an agent step, such as 250k or 10M. Default: the"
            + " preset's; 1M where a published preset names none."
      })
  private Long frames;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of all random streams. Default: 1.")
  private Long seed;

  @Option(
      names = "--visits",
      paramLabel = "LIST",
      description = {
        "Continual training: games to go through again and again with the same network and memory,"
            + " such as volley:mode=0,volley:mode=1:difficulty=2. No evaluations are played."
            + " Default: one game."
      })
  private String visits;

  @Option(
      names = "--visit-frames",
      paramLabel = "N",
      description = {
        "Emulator frames of one visit; needed with --visits. --frames is the length of the whole"
            + " run."
      })
  private Long visitFrames;

  @Option(
      names = "--measure",
      paramLabel = "LIST",
      completionCandidates = Candidates.MeasurementNames.class,
      description = {
        "What to measure of the network's plasticity: cheap (a pass or a gradient), moderate"
            + " (singular values), expensive (up to thousands of passes: minutes each time), all,"
            + " or names such as dormant,srank,ntk; ductile list measurements says what each costs."
            + " Training stays the same. Default: nothing."
      })
  private String measurements;

  @Option(
      names = "--measure-period",
      paramLabel = "N",
      description = "Emulator frames between measurements. Default: the preset's, or 100k.")
  private Long measurementPeriod;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = {
        "serial: step, then update. overlapped: updates run while the environments play on, with"
            + " actions one group of updates older. Default: serial."
      })
  private String schedule;

  @Option(
      names = "--keep-checkpoints-at",
      paramLabel = "FRAMES",
      description = {
        "Write a checkpoint at the first agent step at or behind each of these frames, such as"
            + " 10M,50M, and keep it, for --fork. Default: none."
      })
  private String keptCheckpoints;

  /**
   * Puts what was given.
   *
   * @param game the game that was asked for, which the first visit's stands in for
   */
  public void putInto(Settings<RunConfig> settings, GameOptions game) {
    put(settings, "run.frames", frames, "--frames");
    put(settings, "run.seed", seed, "--seed");
    put(settings, "continual.visitFrames", visitFrames, "--visit-frames");
    if (visits != null) {
      settings.put("continual.visits", visits, "--visits");
      settings.put("evaluation.periodFrames", 0, "--visits");
      settings.put("evaluation.finalEpisodes", 0, "--visits");
      if (!game.isGiven()) {
        settings.put("env.game", visits.split("[:,]", 2)[0].strip(), "--visits");
      }
    }
    put(settings, "measurement.names", measurements, "--measure");
    put(settings, "measurement.periodFrames", measurementPeriod, "--measure-period");
    put(settings, "run.schedule", schedule, "--schedule");
    put(settings, "run.keepCheckpointsAtFrames", keptCheckpoints, "--keep-checkpoints-at");
  }
}

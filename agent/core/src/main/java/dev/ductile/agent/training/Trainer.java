package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunSchedule;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.fork.ForkChanges;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.training.experience.Experience;
import dev.ductile.base.RandomState;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayCheckpoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * One training run: steps the environments, feeds the replay memory, updates the learner every
 * {@code updatePeriodSteps} agent steps and copies the target every {@code
 * targetUpdatePeriodUpdates} updates, in the order of its {@link RunSchedule}. Equal configurations
 * give equal parameters.
 *
 * <p>{@link #save} and {@link #restore} carry everything between two rounds but the learner's
 * variables and the entries of the replay memory, which a checkpoint keeps in files of their own.
 */
public final class Trainer implements Stateful, AutoCloseable {
  private static final String DRAWS = "replay";

  private final RunConfig config;
  private final Learner learner;
  private final Experience experience;
  private final RestorableUniformRandomProvider draws;
  private final Actor actor;
  private final Updater updater;
  private final Rounds rounds;
  private final Optional<TrainingMeasurements> measurements;
  private final DueReports reports;
  private TrainingListener listener = new TrainingListener() {};
  private final Supplier<TrainingMetrics> newestMetrics = this::newestMetrics;

  /**
   * Opens environments, memory and learner.
   *
   * @param extraActBatches further batch sizes that the learner must be able to act on
   */
  public Trainer(RunConfig config, Engine engine, RomStore roms, List<Integer> extraActBatches) {
    this.config = config;
    RandomStreams named = new RandomStreams(config.run().seed());
    draws = named.stream(DRAWS, 0);
    RunGames.require(config, roms);
    VisitSchedule visits = new VisitSchedule(config, roms);
    VectorEnv env = visits.open(0);
    try {
      int actions = env.env(0).actions().size();
      List<Integer> acted =
          Stream.concat(extraActBatches.stream(), Stream.of(env.slots())).toList();
      learner = Learners.create(config, engine, actions, acted);
      experience = experience();
    } catch (RuntimeException e) {
      env.close();
      throw e;
    }
    learner.initialize(new RandomStreams(config.firstSeed()).stream("initialization", 0));
    LearnerEdits edits =
        new LearnerEdits(
            learner, named.stream(LearnerEdits.STREAM, 0), experience::readObservations);
    edits.begin();
    measurements =
        config.measurement().on()
            ? Optional.of(
                new TrainingMeasurements(
                    config, engine, learner, experience, named.stream("measurement", 0)))
            : Optional.empty();
    actor =
        new Actor(
            env,
            visits,
            learner,
            experience,
            named.stream(Actor.CHOICES, 0),
            named.stream(Actor.NOISE, 0));
    updater =
        new Updater(
            learner,
            experience,
            config.learning(),
            config.replay().minimumTransitions(),
            named.stream(Updater.NOISE, 0),
            edits,
            config.env().frameSkip());
    reports =
        new DueReports(
            config, measurements, () -> updater.window().take(epsilon(), experience.size()));
    rounds = rounds();
  }

  private Rounds rounds() {
    Rounds.Host host = new RoundsHost();
    if (config.rollout().on()) {
      return new RolloutRounds(actor, updater, host);
    }
    return config.run().schedule() == RunSchedule.SERIAL
        ? new SerialRounds(actor, updater, host)
        : new OverlappedRounds(actor, updater, host);
  }

  private Experience experience() {
    try {
      return Experience.of(config, learner, draws);
    } catch (RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  /** The learner, for evaluation and checkpoints between steps. */
  public Learner learner() {
    return learner;
  }

  /**
   * The emulator of environment 0, whose screen a listener may read between two rounds; nothing
   * else may be done with it. Another one after a visit of a continual run, or a reload of its
   * cartridge.
   */
  public Emulator emulator() {
    return actor.emulator();
  }

  /** How far the run has come. */
  public Counters counters() {
    long frames = actor.agentSteps() * config.env().frameSkip();
    return new Counters(frames, actor.agentSteps(), updater.updates(), actor.episodes());
  }

  /**
   * Trains until the configured frames are done or {@code stop} says so.
   *
   * @return whether all frames were done
   * @throws NonFiniteLossException if the loss is no longer a number
   */
  public boolean run(TrainingListener watching, BooleanSupplier stop) {
    listener = watching;
    actor.begin();
    while (!isDone()) {
      if (stop.getAsBoolean()) {
        return false;
      }
      if (actor.moveOn() || (config.continual().on() && actor.agentSteps() == 0)) {
        listener.onVisit(counters(), actor.visit());
      }
      Counters before = counters();
      rounds.next();
      listener.onStep(counters(), newestMetrics);
      reports.tell(listener, before, counters());
      listener.onRest(counters());
    }
    return true;
  }

  private TrainingMetrics newestMetrics() {
    return updater.window().peek(epsilon(), experience.size());
  }

  private boolean isDone() {
    return counters().frames() >= config.run().frames();
  }

  private double epsilon() {
    return config.exploration().epsilon(actor.agentSteps(), config.replay().minimumTransitions());
  }

  private final class RoundsHost implements Rounds.Host {
    @Override
    public double epsilon() {
      return Trainer.this.epsilon();
    }

    @Override
    public void reportEpisodes() {
      actor.forEachEnded(episode -> listener.onEpisode(counters(), episode));
    }

    @Override
    public boolean isDone() {
      return Trainer.this.isDone();
    }

    @Override
    public RuntimeException nonFiniteLoss() {
      return new NonFiniteLossException(learner.loss(), counters());
    }
  }

  /** Environments stepped together: slots of the replay memory. */
  public int slots() {
    return actor.slots();
  }

  /** For the entries of a replay memory, which {@link #save} leaves out. */
  public Optional<ReplayCheckpoint> replayCheckpoint() {
    return experience.replayCheckpoint();
  }

  /** Writes the state between two rounds; draws nothing and changes nothing. */
  @Override
  public void save(DataOutput out) throws IOException {
    actor.begin();
    actor.save(out);
    updater.save(out);
    RandomState.save(draws, out);
    if (replayCheckpoint().isPresent()) {
      replayCheckpoint().get().writeState(out);
    }
    if (measurements.isPresent()) {
      measurements.get().save(out);
    }
  }

  /**
   * Takes over what {@link #save} wrote, into a trainer of the same configuration that has not run.
   * The learner's variables and the memory's entries must follow before it runs.
   */
  @Override
  public void restore(DataInput in) throws IOException {
    restoreTraining(in);
    if (measurements.isPresent()) {
      measurements.get().restore(in);
    }
  }

  private void restoreTraining(DataInput in) throws IOException {
    actor.restore(in);
    updater.restore(in);
    RandomState.restore(draws, in);
    if (replayCheckpoint().isPresent()) {
      replayCheckpoint().get().readState(in);
    }
  }

  /**
   * Takes over what {@link #save} wrote in a run that this one is forked from: random streams go
   * on, or begin anew where the seed is another. The learner's variables and the memory's entries
   * must follow, then {@link #enter}.
   */
  public void restoreForked(DataInput in, ForkChanges changes) throws IOException {
    restoreTraining(in);
    if (changes.measuredAsBefore() && measurements.isPresent()) {
      measurements.get().restore(in);
    }
    if (changes.reseeded()) {
      RandomStreams named = new RandomStreams(config.run().seed());
      RandomState.copy(named.stream(DRAWS, 0), draws);
      actor.reseed(named);
      updater.reseed(named);
    }
  }

  /** Lets the interventions enter that the run was not forked with. */
  public void enter(ForkChanges changes) {
    updater.enter(
        changes.entering().values().stream().map(ForkEntry::action).toList(), counters().frames());
  }

  @Override
  public void close() {
    rounds.close();
    actor.close();
    measurements.ifPresent(TrainingMeasurements::close);
    learner.close();
    experience.close();
  }
}

package dev.ductile.eval.probe;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.base.RandomStreams;
import dev.ductile.eval.probe.data.ImageSet;
import dev.ductile.eval.probe.task.TaskSequence;
import dev.ductile.eval.probe.task.TaskSequences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/** One seed of one probe: a network learns one task after another. */
public final class ProbeRun implements AutoCloseable {
  private final ProbeConfig config;
  private final long seed;
  private final TaskSequence sequence;
  private final Learner learner;
  private final LearnerEdits edits;
  private final UniformRandomProvider noise;
  private final ProbeMeasurements measurements;
  private final ProbeListener listener;
  private final List<ProbeResult.Point> curve = new ArrayList<>();
  private final List<Map<String, Double>> tasks = new ArrayList<>();
  private final TaskCourses courses = new TaskCourses();
  private long updates;
  private long updateNanos;

  /**
   * Makes the network with its first parameters and compiles it.
   *
   * @param pool images to draw the run's examples from
   * @param listener hears of every point and every task's end
   */
  public ProbeRun(
      ProbeConfig config,
      long seed,
      ImageSet pool,
      ProbeMeasurements.Factory measurements,
      ProbeListener listener) {
    this.config = config;
    this.seed = seed;
    this.listener = listener;
    RandomStreams streams = new RandomStreams(seed);
    this.sequence =
        TaskSequences.create(config.task(), config.bandit(), config.objective(), pool, streams);
    this.noise = streams.stream("noise", 0);
    EngineSettings settings =
        new EngineSettings(
            config.run().device(), config.run().engineThreads(), config.run().bfloat16());
    this.learner = new Learner(Engine.named(config.run().engine()), settings, spec(pool));
    this.edits =
        new LearnerEdits(learner, streams.stream("intervention", 0), sequence::observations);
    learner.initialize(streams.stream("initialization", 0));
    edits.begin();
    this.measurements = measurements.begin(config, learner, seed);
  }

  private LearnerSpec spec(ImageSet images) {
    return new LearnerSpec(
        config.network(),
        sequence.objective(),
        config.optimizer(),
        sequence.actions(),
        Shape.of(images.channels(), images.height(), images.width()),
        config.task().batchSize(),
        sequence.actBatchSizes(),
        false,
        config.interventions().all());
  }

  /** The network. */
  public Learner learner() {
    return learner;
  }

  /**
   * Learns all tasks, or as many as there is time for.
   *
   * @param stop asked after every update
   * @throws ProbeDivergedException if the loss is not finite any more
   */
  public ProbeResult run(BooleanSupplier stop) {
    boolean completed = true;
    for (int task = 0; task < config.task().tasks() && completed; task++) {
      sequence.begin(task);
      completed = learn(task, stop);
    }
    return new ProbeResult(
        seed,
        List.copyOf(curve),
        List.copyOf(tasks),
        courses.figures(),
        completed,
        updates,
        updates / Math.max(1e-9, updateNanos / 1e9),
        learner.parametersSha256());
  }

  private boolean learn(int task, BooleanSupplier stop) {
    int steps = config.task().stepsPerTask();
    int points = Math.min(steps, config.run().logsPerTask());
    int point = 1;
    double online = 0;
    double lossSum = 0;
    double scoreSum = 0;
    int since = 0;
    long start = System.nanoTime();
    for (int step = 1; step <= steps; step++) {
      boolean synced = update();
      lossSum += learner.loss();
      scoreSum += sequence.online(learner);
      since++;
      if (step == (long) steps * point / points) {
        updateNanos += System.nanoTime() - start;
        online += scoreSum;
        point(task, step, lossSum / since, scoreSum / since);
        point++;
        lossSum = 0;
        scoreSum = 0;
        since = 0;
        if (step == steps) {
          end(task, online / steps);
        }
        start = System.nanoTime();
      }
      // Behind figures and scores: a network that begins anew at a task's end was scored before.
      edits.after(updates, updates * config.task().batchSize(), synced);
      if (stop.getAsBoolean()) {
        return step == steps && task == config.task().tasks() - 1;
      }
    }
    return true;
  }

  /** Returns whether the target network was copied. */
  private boolean update() {
    sequence.prepare(learner);
    learner.drawForUpdate(noise);
    learner.update();
    updates++;
    if (!Float.isFinite(learner.loss())) {
      throw new ProbeDivergedException(learner.loss(), updates, seed);
    }
    return sequence.afterUpdate(learner, updates);
  }

  private void point(int task, int step, double loss, double score) {
    ProbeResult.Point point = new ProbeResult.Point(task, updates, loss, score);
    curve.add(point);
    boolean last = step == config.task().stepsPerTask();
    ProbeMeasurements.Moment at = new ProbeMeasurements.Moment(task, step, updates, last);
    Map<String, Double> measured = last ? Map.of() : measure(at);
    courses.point(task, step / (double) config.task().stepsPerTask(), measured);
    listener.onPoint(point, measured);
  }

  private void end(int task, double online) {
    Map<String, Double> figures = new LinkedHashMap<>(sequence.evaluate(learner));
    figures.put("onlineScore", online);
    ProbeMeasurements.Moment at =
        new ProbeMeasurements.Moment(task, config.task().stepsPerTask(), updates, true);
    Map<String, Double> measured = measure(at);
    figures.putAll(measured);
    tasks.add(figures);
    courses.end(measured, figures.get("score"));
    listener.onTaskEnd(task, updates, figures);
  }

  /** On a stream of its own that begins anew each time: the same examples, with today's labels. */
  private Map<String, Double> measure(ProbeMeasurements.Moment at) {
    try {
      return measurements.measure(
          learner,
          at,
          size -> sequence.sample(size, new RandomStreams(seed).stream("measurement", 0)),
          listener::onMeasuring);
    } finally {
      listener.onMeasured();
    }
  }

  @Override
  public void close() {
    measurements.close();
    learner.close();
  }
}

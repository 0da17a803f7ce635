package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.profile.OperationTime;
import dev.ductile.replay.PlaneInterleaver;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** How a learner acts: a function per size of batch, and the noise of exploring. */
final class ActingFunctions implements AutoCloseable {
  private final LearnerGraph graph;
  private final NoisyConfig.Acting schedule;
  private final Map<Integer, Function> act = new TreeMap<>();
  private final Map<Integer, Function> explore = new TreeMap<>();
  private final Map<Integer, ByteBuffer> planes = new TreeMap<>();
  private final PlaneInterleaver interleaver;
  private final int observationBytes;
  private final RandomDraws draws;
  private final Map<Integer, RandomBuffers> buffers = new TreeMap<>();
  private final Map<Function, FloatBuffer> values = new HashMap<>();

  ActingFunctions(LearnerSpec spec, LearnerGraph graph, Program program, int threads) {
    this.graph = graph;
    this.schedule = spec.network().noisy().acting();
    int stack = spec.observation().dim(0);
    observationBytes = spec.observation().elements();
    interleaver = new PlaneInterleaver(stack, observationBytes / stack);
    for (int batch : spec.actBatchSizes()) {
      planes.put(
          batch,
          ByteBuffer.allocateDirect(batch * observationBytes).order(ByteOrder.nativeOrder()));
      act.put(batch, program.function(LearnerGraph.act(batch)));
      if (spec.exploresApart()) {
        explore.put(batch, program.function(LearnerGraph.explore(batch)));
      }
      Function exploring = explore.getOrDefault(batch, act.get(batch));
      String name = explore.isEmpty() ? LearnerGraph.act(batch) : LearnerGraph.explore(batch);
      buffers.put(batch, new RandomBuffers(exploring, graph.random(name)));
    }
    this.draws = new RandomDraws(noiseInputs(), threads);
  }

  /** The noise of acting: the same for every batch size. */
  private List<RandomInput> noiseInputs() {
    return explore.isEmpty()
        ? List.of()
        : graph.random(LearnerGraph.explore(explore.keySet().iterator().next())).stream()
            .filter(input -> input.draw() != RandomInput.Draw.UNIFORM)
            .toList();
  }

  /** As {@link Learner#actObservations}. */
  ByteBuffer observations(int batch) {
    function(batch);
    return planes.get(batch);
  }

  /** Networks take the pixels of a stack side by side. */
  private void show(int batch, Function function) {
    ByteBuffer from = planes.get(batch);
    ByteBuffer images = function.input("observations");
    for (int at = 0; at < from.capacity(); at += observationBytes) {
      interleaver.interleave(from, at, images, at);
    }
  }

  /** As {@link Learner#act}. */
  FloatBuffer act(int batch) {
    Function function = function(batch);
    for (RandomInput input : graph.random(LearnerGraph.act(batch))) {
      input.fillFixed(function.input(input.name()).asFloatBuffer());
    }
    show(batch, function);
    return values(function);
  }

  /** As {@link Learner#explore}. */
  FloatBuffer explore(int batch, RandomGenerator random) {
    Function function = function(batch);
    if (!explore.isEmpty()) {
      function = explore.get(batch);
      if (schedule == NoisyConfig.Acting.EVERY_STEP || !draws.drawn()) {
        draws.draw(random);
      }
    }
    buffers.get(batch).fill(draws, random);
    show(batch, function);
    return values(function);
  }

  private FloatBuffer values(Function function) {
    function.run();
    FloatBuffer known = values.get(function);
    if (known == null) {
      known = function.output("values").asFloatBuffer();
      values.put(function, known);
    }
    return known.rewind();
  }

  /** As {@link Function#profile}, of what {@link #explore} runs, with its last inputs. */
  Optional<List<OperationTime>> profileExplore(int batch, int calls) {
    Function function = function(batch);
    return (explore.isEmpty() ? function : explore.get(batch)).profile(calls);
  }

  /** Goes on with the noise of the last update, where acting keeps it. */
  void follow(RandomDraws update) {
    if (schedule == NoisyConfig.Acting.EVERY_UPDATE && update.drawn()) {
      draws.copyFrom(update);
    }
  }

  /** As {@link Learner#actingNoise()}. */
  float[] noise() {
    return schedule == NoisyConfig.Acting.EVERY_UPDATE ? draws.save() : new float[0];
  }

  /** As {@link Learner#actingNoise(float[])}. */
  void noise(float[] saved) {
    draws.restore(saved);
  }

  private Function function(int batch) {
    Function function = act.get(batch);
    if (function == null) {
      throw new IllegalArgumentException(
          "no acting on batches of " + batch + ", only " + act.keySet());
    }
    return function;
  }

  @Override
  public void close() {
    draws.close();
  }
}

package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.profile.OperationTime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** How a learner acts: a function per size of batch, and the noise of exploring. */
final class ActingFunctions {
  private final LearnerGraph graph;
  private final NoisyConfig.Acting schedule;
  private final Map<Integer, Function> act = new TreeMap<>();
  private final Map<Integer, Function> explore = new TreeMap<>();
  private final RandomDraws draws;

  ActingFunctions(LearnerSpec spec, LearnerGraph graph, Program program) {
    this.graph = graph;
    this.schedule = spec.network().noisy().acting();
    for (int batch : spec.actBatchSizes()) {
      act.put(batch, program.function(LearnerGraph.act(batch)));
      if (spec.exploresApart()) {
        explore.put(batch, program.function(LearnerGraph.explore(batch)));
      }
    }
    this.draws = new RandomDraws(noiseInputs());
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
    return function(batch).input("observations");
  }

  /** As {@link Learner#act}. */
  FloatBuffer act(int batch) {
    Function function = function(batch);
    for (RandomInput input : graph.random(LearnerGraph.act(batch))) {
      input.fillMidpoints(function.input(input.name()).asFloatBuffer());
    }
    return values(function);
  }

  /** As {@link Learner#explore}. */
  FloatBuffer explore(int batch, RandomGenerator random) {
    Function function = function(batch);
    String name = LearnerGraph.act(batch);
    if (!explore.isEmpty()) {
      ByteBuffer observations = function.input("observations");
      function = explore.get(batch);
      function.input("observations").put(0, observations, 0, observations.capacity());
      name = LearnerGraph.explore(batch);
      if (schedule == NoisyConfig.Acting.EVERY_STEP || !draws.drawn()) {
        draws.draw(random);
      }
    }
    for (RandomInput input : graph.random(name)) {
      float[] drawn = draws.of(input);
      function
          .input(input.name())
          .asFloatBuffer()
          .put(0, drawn == null ? input.draw(random) : drawn);
    }
    return values(function);
  }

  private static FloatBuffer values(Function function) {
    function.run();
    return function.output("values").asFloatBuffer();
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
}

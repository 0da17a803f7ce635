package dev.ductile.agent.contract;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Learners small enough to differentiate by hand: an MLP on screens of a few pixels. */
final class SmallLearners {
  static final EngineSettings SETTINGS = new EngineSettings("cpu", 1, false);
  static final int BATCH = 4;
  static final int ACTIONS = 3;
  static final int SIDE = 4;
  private static final List<Integer> ACT_BATCHES = List.of(1, BATCH, 20);

  /** Becomes 10, then 2 behind the convolutions of the data-efficient torso. */
  static final int CONV_SIDE = 50;

  private SmallLearners() {}

  static NetworkConfig network(boolean dueling, NoisyConfig noisy) {
    return network(Normalization.NONE, true, Activation.RELU, false, dueling, noisy);
  }

  /** Six hidden units; groups of two. */
  static NetworkConfig network(
      Normalization normalization,
      boolean affine,
      Activation activation,
      boolean halved,
      boolean dueling,
      NoisyConfig noisy) {
    return new NetworkConfig(
        NetworkConfig.Torso.MLP,
        Padding.VALID,
        1,
        false,
        false,
        SpectralNormLayers.RESIDUAL_BLOCKS,
        6,
        dueling,
        false,
        false,
        normalization,
        affine,
        3,
        0.9,
        activation,
        halved,
        false,
        false,
        HadamardLayers.NONE,
        1,
        0,
        0,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN,
        noisy);
  }

  /** The network of {@link #network}, with another normalisation and spectral norm. */
  static NetworkConfig network(Normalization normalization, Optional<SpectralNormLayers> spectral) {
    return new NetworkConfig(
        NetworkConfig.Torso.MLP,
        Padding.VALID,
        1,
        false,
        spectral.isPresent(),
        spectral.orElse(SpectralNormLayers.RESIDUAL_BLOCKS),
        6,
        false,
        false,
        false,
        normalization,
        true,
        3,
        0.9,
        Activation.RELU,
        false,
        false,
        false,
        HadamardLayers.NONE,
        1,
        0,
        0,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN,
        NoisyConfig.none());
  }

  /** Two convolutions, 4 positions × 64 channels, then dense layers. */
  static NetworkConfig convolutional() {
    return NetworkConfig.plain(
        NetworkConfig.Torso.DATA_EFFICIENT_CNN,
        Padding.VALID,
        6,
        false,
        Normalization.NONE,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN);
  }

  static OptimizerConfig sgdLike() {
    return OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 1e-3, 0.9, 0.999, 0.95, 1e-4);
  }

  static NoisyConfig noisy(
      NoisyConfig.Kind kind, NoisyConfig.Sharing sharing, NoisyConfig.Acting acting) {
    return new NoisyConfig(
        kind,
        0.5,
        NoisyConfig.BiasFan.FAN_IN,
        NoisyConfig.Distribution.NORMAL,
        sharing,
        acting,
        false,
        true);
  }

  static Learner learner(Engine engine, NetworkConfig network, Objective objective) {
    return learner(engine, network, objective, sgdLike(), SIDE);
  }

  static Learner learner(
      Engine engine, NetworkConfig network, Objective objective, OptimizerConfig o, int side) {
    return learner(engine, network, objective, o, side, false, ACT_BATCHES, List.of());
  }

  /**
   * A learner with interventions, whose own variables have their first values; screens are as small
   * as the torso allows.
   */
  static Learner with(
      Engine engine,
      NetworkConfig network,
      Objective objective,
      OptimizerConfig o,
      List<Intervention> interventions) {
    int side =
        switch (network.torso()) {
          case MLP -> SIDE;
          case SMALL_CNN, RESNET18, RESNET18_NARROW -> 2 * SIDE;
          default -> CONV_SIDE;
        };
    Learner learner =
        learner(engine, network, objective, o, side, false, ACT_BATCHES, interventions);
    edits(learner).begin();
    return learner;
  }

  /** Edits of a learner, on random observations. */
  static LearnerEdits edits(Learner learner) {
    return new LearnerEdits(
        learner,
        RandomSource.XO_SHI_RO_256_PP.create(17),
        (random, observations) -> {
          byte[] bytes = new byte[observations.capacity()];
          random.nextBytes(bytes);
          observations.put(0, bytes);
        });
  }

  static Learner withActingCopy(Engine engine, NetworkConfig network, Objective objective) {
    return learner(engine, network, objective, sgdLike(), SIDE, true, ACT_BATCHES, List.of());
  }

  private static Learner learner(
      Engine engine,
      NetworkConfig network,
      Objective objective,
      OptimizerConfig o,
      int side,
      boolean actingCopy,
      List<Integer> actBatchSizes,
      List<Intervention> interventions) {
    LearnerSpec spec =
        new LearnerSpec(
            network,
            objective,
            o,
            ACTIONS,
            Shape.of(2, side, side),
            BATCH,
            actBatchSizes,
            actingCopy,
            interventions);
    Learner learner = new Learner(engine, SETTINGS, spec);
    learner.initialize(stream(11));
    fillBatch(learner, 5);
    return learner;
  }

  /** The learner's loss and gradients, to be closed. */
  static LearnerGradients gradients(Engine engine, Learner learner) {
    return new LearnerGradients(engine, SETTINGS, learner);
  }

  /** Values of the online parameters, by name. */
  static Map<String, float[]> parameters(Learner learner) {
    List<Parameter> parameters = learner.onlineParameters();
    List<float[]> values = learner.read(parameters.stream().map(Parameter::variable).toList());
    Map<String, float[]> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      named.put(parameters.get(i).name(), values.get(i));
    }
    return named;
  }

  /** Values of variables, by name, read together: engines plan each reading anew. */
  static Map<String, float[]> values(Learner learner, List<Variable> variables) {
    List<float[]> values = learner.read(variables);
    Map<String, float[]> named = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      named.put(variables.get(i).name(), values.get(i));
    }
    return named;
  }

  /** All of a buffer. */
  static float[] copy(FloatBuffer buffer) {
    float[] values = new float[buffer.limit()];
    buffer.get(0, values);
    return values;
  }

  static UniformRandomProvider stream(long seed) {
    return RandomSource.XO_SHI_RO_256_PP.create(seed);
  }

  static RestorableUniformRandomProvider restorable(long seed) {
    return RandomSource.XO_SHI_RO_256_PP.create(seed);
  }

  static void fillBatch(Learner learner, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (String name : List.of("observations", "nextObservations")) {
      byte[] bytes = new byte[learner.updateInput(name).capacity()];
      random.nextBytes(bytes);
      learner.updateInput(name).put(0, bytes);
    }
    for (int i = 0; i < BATCH; i++) {
      learner.updateInput("actions").putInt(4 * i, random.nextInt(ACTIONS));
      learner.updateInput("returns").putFloat(4 * i, (float) (random.nextDouble() * 4 - 2));
      learner.updateInput("discounts").putFloat(4 * i, i == 1 ? 0 : 0.9f);
      learner.updateInput("weights").putFloat(4 * i, (float) (0.5 + random.nextDouble()));
    }
  }

  /** The batch in a learner's update inputs. */
  static MeasurementBatch measurementBatch(Learner learner) {
    int bytes = learner.updateInput("observations").capacity();
    byte[] now = new byte[bytes];
    byte[] next = new byte[bytes];
    learner.updateInput("observations").get(0, now);
    learner.updateInput("nextObservations").get(0, next);
    int[] actions = new int[BATCH];
    float[][] numbers = new float[3][BATCH];
    learner.updateInput("actions").asIntBuffer().get(0, actions);
    learner.updateInput("returns").asFloatBuffer().get(0, numbers[0]);
    learner.updateInput("discounts").asFloatBuffer().get(0, numbers[1]);
    learner.updateInput("weights").asFloatBuffer().get(0, numbers[2]);
    return new MeasurementBatch(now, next, actions, numbers[0], numbers[1], numbers[2]);
  }

  /** Moves interleaved observations, as updates take them, to planes, as acting takes them. */
  static void asPlanes(LearnerSpec spec, ByteBuffer images, ByteBuffer planes) {
    int stack = spec.observation().dim(0);
    int pixels = spec.observation().dim(1) * spec.observation().dim(2);
    for (int at = 0; at < images.capacity(); at++) {
      int plane = at % stack;
      int pixel = at / stack % pixels;
      int sample = at / stack / pixels;
      planes.put((sample * stack + plane) * pixels + pixel, images.get(at));
    }
  }
}

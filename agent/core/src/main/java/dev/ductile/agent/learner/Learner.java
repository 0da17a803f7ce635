package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/** A compiled agent: acts on batches, updates from batches. One thread at a time. */
public final class Learner implements AutoCloseable {
  private final LearnerSpec spec;
  private final LearnerGraph graph;
  private final Program program;
  private final Function update;
  private final Function syncTarget;
  private final Map<Integer, Function> act = new TreeMap<>();
  private final FloatBuffer loss;
  private final FloatBuffer meanValue;
  private final FloatBuffer priorities;

  /** Compiles a learner; all variables are zero until {@link #initialize} or {@link #write}. */
  public Learner(Engine engine, EngineSettings settings, LearnerSpec spec) {
    this.spec = spec;
    this.graph = new LearnerGraph(spec);
    this.program = engine.compile(graph, settings);
    this.update = program.function("update");
    this.syncTarget = program.function("syncTarget");
    for (int batch : spec.actBatchSizes()) {
      act.put(batch, program.function(LearnerGraph.act(batch)));
    }
    this.loss = update.output("loss").asFloatBuffer();
    this.meanValue = update.output("meanValue").asFloatBuffer();
    this.priorities = update.output("priority").asFloatBuffer();
  }

  /** What this learner was made from. */
  public LearnerSpec spec() {
    return spec;
  }

  /** Draws fresh online parameters, in the order of the layers, and copies them to the target. */
  public void initialize(UniformRandomProvider random) {
    for (Parameter p : graph.online().all()) {
      float[] values = new float[p.shape().elements()];
      p.initializer().fill(values, p.fanIn(), p.fanOut(), random);
      program.write(p.variable(), FloatBuffer.wrap(values));
    }
    syncTarget();
  }

  /** Input of {@link #act}: uint8 [batch, stack, H, W]. */
  public ByteBuffer actObservations(int batch) {
    return actFunction(batch).input("observations");
  }

  /**
   * Values of the observations in {@link #actObservations}.
   *
   * @return float32 [batch, actions], overwritten by the next call
   */
  public FloatBuffer act(int batch) {
    Function function = actFunction(batch);
    function.run();
    return function.output("values").asFloatBuffer();
  }

  private Function actFunction(int batch) {
    Function function = act.get(batch);
    if (function == null) {
      throw new IllegalArgumentException(
          "no acting on batches of " + batch + ", only " + act.keySet());
    }
    return function;
  }

  /**
   * An input buffer of the update: {@code observations}, {@code nextObservations} (uint8 [B, H, W,
   * stack]: interleaved, which spares every update two transpositions), {@code actions} (int32),
   * {@code returns}, {@code discounts}, {@code weights} (float32).
   */
  public ByteBuffer updateInput(String name) {
    return update.input(name);
  }

  /** One gradient step on the batch in the update's input buffers. */
  public void update() {
    update.run();
  }

  /** Loss of the last update. */
  public float loss() {
    return loss.get(0);
  }

  /** Mean value of the actions taken, in the last update's batch. */
  public float meanValue() {
    return meanValue.get(0);
  }

  /** Priorities of the last update's samples, [batch]. */
  public FloatBuffer priorities() {
    return priorities;
  }

  /** Per-sample losses of the last update, [batch]. */
  public FloatBuffer perSampleLosses() {
    return update.output("perSampleLoss").asFloatBuffer();
  }

  /** Copies the online parameters to the target network. */
  public void syncTarget() {
    syncTarget.run();
  }

  /** The online network's parameters. */
  public List<Parameter> onlineParameters() {
    return graph.online().all();
  }

  /** The target network's parameters. */
  public List<Parameter> targetParameters() {
    return graph.target().all();
  }

  /** Every variable: parameters, target, optimizer state. */
  public List<Variable> variables() {
    return program.variables();
  }

  /** A copy of a variable's value. */
  public float[] read(Variable variable) {
    float[] values = new float[variable.shape().elements()];
    program.read(variable, FloatBuffer.wrap(values));
    return values;
  }

  /** Replaces a variable's value. */
  public void write(Variable variable, float[] values) {
    program.write(variable, FloatBuffer.wrap(values));
  }

  /**
   * Gradients of the loss on a batch with respect to each online parameter, by name; changes
   * nothing. For tests and diagnostics: the batch is copied from the update's input buffers.
   */
  public Map<String, FloatBuffer> gradients() {
    Function function = program.function("gradients");
    for (String name :
        List.of("observations", "nextObservations", "actions", "returns", "discounts", "weights")) {
      function.input(name).put(0, update.input(name), 0, update.input(name).capacity());
    }
    function.run();
    Map<String, FloatBuffer> result = new TreeMap<>();
    for (Parameter p : onlineParameters()) {
      result.put(p.name(), function.output(p.name()).asFloatBuffer());
    }
    return result;
  }

  /**
   * SHA-256 of the online parameters: name, then little-endian float32 bits, in the order of their
   * declaration. Equal hashes mean bit-identical parameters.
   */
  public String parametersSha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Parameter p : onlineParameters()) {
        digest.update(p.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        float[] values = read(p.variable());
        ByteBuffer bytes =
            ByteBuffer.allocate(values.length * Float.BYTES)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}

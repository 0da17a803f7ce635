package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A program of its own, made from a learner's spec, to look at the learner without touching it:
 * {@link #load} copies the learner's variables in, everything else works on the copy. Nothing is
 * random: noisy layers have no noise, implicit quantiles are at their midpoints.
 *
 * <p>Flat vectors hold the trained parameters in the order of the layers, without the scales of
 * noise, on which nothing depends when there is none.
 */
public final class LearnerCopy implements AutoCloseable {
  private static final List<String> COPIED = List.of("online/", "target/", "intervention/");

  private final CopyGraph graph;
  private final Program program;
  private final Set<CopyFunction> functions;
  private final FlatParameters flat;
  private final int size;
  private MeasurementBatch batch;

  /**
   * Compiles a copy; its variables are zero until {@link #load}.
   *
   * @param batch samples of the batches that will be looked at
   * @param functions what will be asked for
   */
  public LearnerCopy(
      Engine engine,
      EngineSettings settings,
      LearnerSpec spec,
      int batch,
      Set<CopyFunction> functions) {
    this.functions = Set.copyOf(functions);
    graph = new CopyGraph(CopyGraph.sized(spec, batch), this.functions);
    program = engine.compile(graph, settings);
    flat =
        new FlatParameters(
            graph.online().all().stream()
                .filter(p -> p.role() != ParameterRole.NOISE_SIGMA)
                .toList());
    size = flat.size();
  }

  /** Copies parameters, layers' states, target network and interventions' variables. */
  public void load(Learner trained) {
    Map<String, Variable> theirs = new LinkedHashMap<>();
    trained.variables().forEach(v -> theirs.put(v.name(), v));
    List<Variable> mine =
        program.variables().stream()
            .filter(v -> theirs.containsKey(v.name()))
            .filter(v -> COPIED.stream().anyMatch(v.name()::startsWith))
            .toList();
    List<float[]> values = trained.read(mine.stream().map(v -> theirs.get(v.name())).toList());
    program.write(mine, values.stream().map(FloatBuffer::wrap).toList());
  }

  /** Chooses the batch that everything is computed on. */
  public void useBatch(MeasurementBatch chosen) {
    batch = chosen;
    for (String name : wholeBatchFunctions()) {
      program.function(name).input("observations").put(0, chosen.observations());
      fixRandomInputs(name);
    }
    for (String name : sampleFunctions()) {
      fixRandomInputs(name);
    }
    if (has(CopyFunction.GRADIENT)) {
      fill(program.function(CopyGraph.GRADIENT), 0, chosen.size());
    }
  }

  private boolean has(CopyFunction function) {
    return functions.contains(function);
  }

  private List<String> wholeBatchFunctions() {
    List<String> names = new ArrayList<>(List.of(CopyGraph.VALUES));
    if (has(CopyFunction.STATISTICS)) {
      names.add(CopyGraph.STATISTICS);
    }
    if (has(CopyFunction.GRADIENT)) {
      names.add(CopyGraph.GRADIENT);
    }
    if (has(CopyFunction.FIT)) {
      names.add(CopyGraph.FIT);
    }
    return names;
  }

  private List<String> sampleFunctions() {
    List<String> names = new ArrayList<>();
    if (has(CopyFunction.VALUE_GRADIENTS)) {
      names.add(CopyGraph.VALUE_GRADIENT);
    }
    if (has(CopyFunction.LOSS_GRADIENTS)) {
      names.add(CopyGraph.LOSS_GRADIENT);
    }
    return names;
  }

  private void fixRandomInputs(String name) {
    for (RandomInput input : graph.random(name)) {
      input.fillFixed(program.function(name).input(input.name()).asFloatBuffer());
    }
  }

  /** Puts samples {@code from} to {@code from + count} of the batch into a loss's inputs. */
  private void fill(Function function, int from, int count) {
    int bytes = batch.observations().length / batch.size();
    function.input("observations").put(0, batch.observations(), from * bytes, count * bytes);
    ByteBuffer next = function.input("nextObservations");
    next.put(0, batch.nextObservations(), from * bytes, count * bytes);
    function.input("actions").asIntBuffer().put(0, batch.actions(), from, count);
    function.input("returns").asFloatBuffer().put(0, batch.returns(), from, count);
    function.input("discounts").asFloatBuffer().put(0, batch.discounts(), from, count);
    function.input("weights").asFloatBuffer().put(0, batch.weights(), from, count);
  }

  /** The parameters of flat vectors, in their order. */
  public List<Parameter> parameters() {
    return flat.parameters();
  }

  /** Elements of flat vectors. */
  public int size() {
    return size;
  }

  /** The parameters' values as a flat vector. */
  public float[] parameterVector() {
    return flat.read(program);
  }

  /** Replaces the parameters' values. */
  public void setParameters(float[] vector) {
    flat.write(program, vector);
  }

  /** Hidden units of the network; the tensors in them are of no use here. */
  public List<HiddenUnits> hiddenUnits() {
    return graph.hiddenUnits();
  }

  /** Action values of the batch, [B, A], row-major. */
  public float[] values() {
    Function function = program.function(CopyGraph.VALUES);
    function.run();
    return UnitStatisticsOutputs.floats(function, CopyGraph.VALUES);
  }

  /** Statistics of all hidden units, layer by layer; also computes {@link #features}. */
  public List<UnitStatistics> statistics() {
    Function function = program.function(CopyGraph.STATISTICS);
    function.run();
    return UnitStatisticsOutputs.statistics(function, hiddenUnits());
  }

  /** A matrix [rows, columns], row-major. */
  public record Matrix(float[] values, int rows, int columns) {}

  /**
   * Activations of the hidden units as output layers read them, by layer, as the last {@link
   * #statistics} computed them: [B, units]; with implicit quantiles a row per fraction.
   */
  public Map<String, Matrix> features() {
    Function function = program.function(CopyGraph.STATISTICS);
    return UnitStatisticsOutputs.features(function, hiddenUnits());
  }

  /** Gradient of the batch's mean loss {@code Σ wᵢ ℓᵢ / B}, a flat vector. */
  public float[] gradient() {
    Function function = program.function(CopyGraph.GRADIENT);
    function.run();
    return flat.outputs(function, new float[size]);
  }

  /** Fills in the gradient of the sum of action values of one observation of the batch. */
  public void valueGradient(int sample, float[] into) {
    Function function = program.function(CopyGraph.VALUE_GRADIENT);
    int bytes = batch.observations().length / batch.size();
    function.input("observations").put(0, batch.observations(), sample * bytes, bytes);
    function.run();
    flat.outputs(function, into);
  }

  /** Fills in the gradient of {@code ℓᵢ}, the loss of one sample without its weight. */
  public void lossGradient(int sample, float[] into) {
    Function function = program.function(CopyGraph.LOSS_GRADIENT);
    fill(function, sample, 1);
    function.input("weights").putFloat(0, 1f);
    function.run();
    flat.outputs(function, into);
  }

  /** Draws fresh parameters as a new learner would have them; the target network stays. */
  public void initialize(UniformRandomProvider random) {
    List<Parameter> all = graph.online().withStates();
    program.write(
        all.stream().map(Parameter::variable).toList(),
        all.stream().map(p -> FloatBuffer.wrap(p.draw(random))).toList());
  }

  /**
   * Takes optimizer steps that bring the batch's action values towards given ones: squared error
   * and the penalties of training, by the update rule of training begun anew.
   *
   * @param goals [B, A]
   */
  public void fit(float[] goals, int steps) {
    List<Variable> state =
        program.variables().stream().filter(v -> v.name().startsWith("optimizer/")).toList();
    program.write(
        state, state.stream().map(v -> FloatBuffer.allocate(v.shape().elements())).toList());
    Function function = program.function(CopyGraph.FIT);
    function.input("goals").asFloatBuffer().put(0, goals);
    for (int i = 0; i < steps; i++) {
      function.run();
    }
  }

  @Override
  public void close() {
    program.close();
  }
}

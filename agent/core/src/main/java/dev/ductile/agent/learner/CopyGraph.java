package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.StateUse;
import dev.ductile.agent.objective.Batch;
import dev.ductile.agent.objective.LossTerms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions of a {@link LearnerCopy}. Nothing is random in them: noisy layers have no noise,
 * implicit quantiles are taken at the midpoints. The loss is the objective's alone, without
 * penalties, so that it is a mean over samples; only {@code fit} has the penalties and the update
 * rule of training.
 */
final class CopyGraph implements GraphDefinition {
  static final String VALUES = "values";
  static final String STATISTICS = "statistics";
  static final String GRADIENT = "gradient";
  static final String VALUE_GRADIENT = "valueGradient";
  static final String LOSS_GRADIENT = "lossGradient";
  static final String FIT = "fit";

  private final LearnerSpec spec;
  private final Set<CopyFunction> functions;
  private final QNetwork network;
  private final Map<String, List<RandomInput>> random = new HashMap<>();
  private final InterventionStates states = new InterventionStates();
  private ParameterSet online;
  private ParameterSet target;
  private List<HiddenUnits> hiddenUnits = List.of();

  /**
   * @param spec with the measured batch's size
   */
  CopyGraph(LearnerSpec spec, Set<CopyFunction> functions) {
    this.spec = spec;
    this.functions = functions;
    this.network = new QNetwork(spec.network(), spec.actions(), spec.objective().heads());
  }

  ParameterSet online() {
    return online;
  }

  List<HiddenUnits> hiddenUnits() {
    return hiddenUnits;
  }

  /** Inputs of a function that are random in training. */
  List<RandomInput> random(String function) {
    return random.getOrDefault(function, List.of());
  }

  @Override
  public void define(GraphBuilder graph) {
    online = new ParameterSet("online", graph);
    target = new ParameterSet("target", graph);
    graph.function(
        VALUES, f -> f.output(VALUES, values(f, VALUES, spec, layers(f, StateUse.FIXED))));
    if (functions.contains(CopyFunction.STATISTICS)) {
      graph.function(STATISTICS, this::defineStatistics);
    }
    if (functions.contains(CopyFunction.GRADIENT)) {
      graph.function(GRADIENT, f -> defineLossGradient(f, GRADIENT, spec));
    }
    if (functions.contains(CopyFunction.LOSS_GRADIENTS)) {
      graph.function(LOSS_GRADIENT, f -> defineLossGradient(f, LOSS_GRADIENT, sized(spec, 1)));
    }
    if (functions.contains(CopyFunction.VALUE_GRADIENTS)) {
      graph.function(VALUE_GRADIENT, this::defineValueGradient);
    }
    if (functions.contains(CopyFunction.FIT)) {
      graph.function(FIT, f -> defineFit(graph, f));
    }
  }

  /** The same learner with another batch size, acting aside. */
  static LearnerSpec sized(LearnerSpec spec, int batch) {
    return new LearnerSpec(
        spec.network(),
        spec.objective(),
        spec.optimizer(),
        spec.actions(),
        spec.observation(),
        batch,
        List.of(),
        false,
        spec.interventions());
  }

  private Layers layers(FunctionBuilder f, StateUse use) {
    return new Layers(f, online, spec.network(), null, use);
  }

  /** Action values [B, A] of the input {@code observations}. */
  private Tensor values(FunctionBuilder f, String function, LearnerSpec of, Layers layers) {
    int batch = of.batchSize();
    Tensor images = f.input("observations", DataType.UINT8, of.images(batch));
    List<RandomInput> inputs = random.computeIfAbsent(function, name -> new ArrayList<>());
    Tensor values = ActingPass.values(f, spec, network, layers, images, inputs);
    hiddenUnits = layers.trace().hiddenUnits();
    return values;
  }

  private void defineStatistics(FunctionBuilder f) {
    values(f, STATISTICS, spec, layers(f, StateUse.FIXED));
    UnitStatisticsOutputs.declare(f, hiddenUnits);
  }

  private void defineLossGradient(FunctionBuilder f, String function, LearnerSpec of) {
    Batch batch = LearnerGraph.inputs(f, of);
    List<RandomInput> inputs = random.computeIfAbsent(function, name -> new ArrayList<>());
    ForwardPasses passes =
        new ForwardPasses(f, of, network, online, target, batch, inputs, StateUse.FIXED);
    LossTerms terms = of.objective().loss(f, batch, passes);
    Tensor loss = LearnerGraph.mean(f, batch, terms);
    outputGradients(f, loss);
    f.output("loss", loss);
  }

  private void defineValueGradient(FunctionBuilder f) {
    Tensor values = values(f, VALUE_GRADIENT, sized(spec, 1), layers(f, StateUse.FIXED));
    outputGradients(f, f.sumAll(values));
  }

  private void outputGradients(FunctionBuilder f, Tensor scalar) {
    List<Parameter> parameters = online.all();
    List<Tensor> gradients =
        f.gradients(scalar, parameters.stream().map(p -> f.read(p.variable())).toList());
    for (int i = 0; i < gradients.size(); i++) {
      f.output(parameters.get(i).name(), gradients.get(i));
    }
  }

  private void defineFit(GraphBuilder graph, FunctionBuilder f) {
    Layers layers = layers(f, StateUse.ADVANCED);
    Tensor images = f.input("observations", DataType.UINT8, spec.images(spec.batchSize()));
    List<RandomInput> inputs = random.computeIfAbsent(FIT, name -> new ArrayList<>());
    FittedPass pass = new FittedPass(f, spec, network, online, layers, images, inputs);
    Tensor values = pass.own().values();
    hiddenUnits = layers.trace().hiddenUnits();
    Tensor goals = f.input("goals", DataType.FLOAT32, values.shape());
    Tensor loss = f.meanAll(f.square(f.subtract(values, goals)));
    // For interventions that look at them.
    online.withStates().forEach(target::counterpart);
    UpdateStep step = new UpdateStep(spec, graph, f, online, target, pass, states);
    loss = step.penalised(loss);
    step.descend(loss);
    f.output("loss", loss);
  }
}

package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Shape;
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
import java.util.stream.Collectors;

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

  /**
   * Hidden units that a dense output layer reads: one that computes no hidden units itself. What it
   * reads of an image is pooled or flattened.
   */
  static List<HiddenUnits> penultimate(List<HiddenUnits> all) {
    Set<String> inner =
        all.stream()
            .filter(units -> units.computedBy() != null)
            .map(HiddenUnits::computedBy)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(units -> units.passedOn().shape().rank() == 2)
        .filter(units -> units.feeds().stream().anyMatch(layer -> !inner.contains(layer)))
        .toList();
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
    for (HiddenUnits units : hiddenUnits) {
      Tensor a = rows(f, units.preactivation());
      Tensor h = rows(f, units.activation());
      String name = units.name() + "/";
      f.output(name + "meanMagnitude", f.reduceMean(f.abs(h), false, 0));
      Tensor nonZero = f.cast(f.less(f.constant(0f), f.abs(h)), DataType.FLOAT32);
      f.output(name + "nonZeroShare", f.reduceMean(nonZero, false, 0));
      f.output(name + "leastMagnitude", f.reduceMin(f.abs(h), false, 0));
      f.output(name + "residualShare", residualShare(f, a, h));
      f.output(name + "least", f.reduceMin(a, false, 0));
      f.output(name + "greatest", f.reduceMax(a, false, 0));
      f.output(name + "mean", f.reduceMean(a, false, 0));
      f.output(name + "variance", f.reduceMean(f.square(centred(f, a)), false, 0));
    }
    for (HiddenUnits units : penultimate(hiddenUnits)) {
      // A sum with 0, since one tensor may be the result of one output only.
      Tensor copy = f.shift(units.passedOn(), 0f);
      f.output("features/" + units.name(), copy);
    }
  }

  /** [everything else, units]. */
  private static Tensor rows(FunctionBuilder f, Tensor x) {
    int width = x.shape().dim(-1);
    return f.reshape(x, Shape.of(x.shape().elements() / width, width));
  }

  private static Tensor centred(FunctionBuilder f, Tensor x) {
    return f.subtract(x, f.reduceMean(x, true, 0));
  }

  /** {@code 1 − Cov(a, h)²/(Var a · Var h)}, and 0 where either variance is 0. */
  private static Tensor residualShare(FunctionBuilder f, Tensor a, Tensor h) {
    boolean twice = h.shape().dim(1) == 2 * a.shape().dim(1);
    Tensor x = centred(f, twice ? f.concat(List.of(a, a), 1) : a);
    Tensor y = centred(f, h);
    Tensor covariance = f.reduceMean(f.multiply(x, y), false, 0);
    Tensor varX = f.reduceMean(f.square(x), false, 0);
    Tensor varY = f.reduceMean(f.square(y), false, 0);
    Tensor product = f.multiply(varX, varY);
    Tensor varies = f.less(f.constant(0f), product);
    Tensor safe = f.select(varies, product, f.shift(f.scale(product, 0f), 1f));
    Tensor explained = f.divide(f.square(covariance), safe);
    Tensor share = f.maximum(f.shift(f.negate(explained), 1f), f.constant(0f));
    return f.select(varies, share, f.scale(share, 0f));
  }

  private void defineLossGradient(FunctionBuilder f, String function, LearnerSpec of) {
    Batch batch = LearnerGraph.inputs(f, of);
    List<RandomInput> inputs = random.computeIfAbsent(function, name -> new ArrayList<>());
    ForwardPasses passes =
        new ForwardPasses(f, of, network, online, target, batch, inputs, StateUse.FIXED);
    LossTerms terms = of.objective().loss(f, batch, passes);
    Tensor loss = f.meanAll(f.multiply(batch.weights(), terms.perSample()));
    outputGradients(f, loss);
    f.output("loss", loss);
  }

  private void defineValueGradient(FunctionBuilder f) {
    Tensor values = values(f, VALUE_GRADIENT, sized(spec, 1), layers(f, StateUse.FIXED));
    outputGradients(f, f.sumAll(values));
  }

  private void outputGradients(FunctionBuilder f, Tensor scalar) {
    List<Parameter> parameters = online.all();
    List<Tensor> gradients = f.gradients(scalar, reads(f));
    for (int i = 0; i < gradients.size(); i++) {
      f.output(parameters.get(i).name(), gradients.get(i));
    }
  }

  private List<Tensor> reads(FunctionBuilder f) {
    return online.all().stream().map(p -> f.read(p.variable())).toList();
  }

  private void defineFit(GraphBuilder graph, FunctionBuilder f) {
    Layers layers = layers(f, StateUse.ADVANCED);
    Tensor values = values(f, FIT, spec, layers);
    Tensor goals = f.input("goals", DataType.FLOAT32, values.shape());
    Tensor loss = f.meanAll(f.square(f.subtract(values, goals)));
    // For interventions that look at them.
    online.withStates().forEach(target::counterpart);
    UpdateStep step = new UpdateStep(spec, graph, f, online, target, layers.trace(), states);
    loss = step.penalised(loss);
    step.descend(loss);
    f.output("loss", loss);
  }
}

package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NoiseSource;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.objective.Batch;
import dev.ductile.agent.objective.LossTerms;
import dev.ductile.agent.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of a learner: {@code act/N} (values of N observations, without noise), {@code
 * explore/N} (with noise, where the network is noisy, by the acting copy, where there is one),
 * {@code update} (one whole gradient step), {@code gradients} (its gradients, changing nothing),
 * {@code syncTarget} and, with an acting copy, {@code syncActing}.
 */
final class LearnerGraph implements GraphDefinition {
  /** Batches up to this size are explored with noise on activations, larger ones on weights. */
  private static final int ACTIVATION_NOISE_BATCH = 16;

  private final LearnerSpec spec;
  private final QNetwork network;
  private final Map<String, List<RandomInput>> random = new LinkedHashMap<>();
  private ParameterSet online;
  private ParameterSet target;
  private ParameterSet acting;

  LearnerGraph(LearnerSpec spec) {
    this.spec = spec;
    this.network = new QNetwork(spec.network(), spec.actions(), spec.objective().heads());
  }

  static String act(int batch) {
    return "act/" + batch;
  }

  static String explore(int batch) {
    return "explore/" + batch;
  }

  ParameterSet online() {
    return online;
  }

  ParameterSet target() {
    return target;
  }

  /** Random inputs of a function, in the order of their declaration. */
  List<RandomInput> random(String function) {
    return random.getOrDefault(function, List.of());
  }

  @Override
  public void define(GraphBuilder graph) {
    online = new ParameterSet("online", graph);
    target = new ParameterSet("target", graph);
    acting = spec.actingCopy() ? new ParameterSet("acting", graph) : online;
    for (int batch : spec.actBatchSizes()) {
      graph.function(act(batch), f -> defineAct(f, batch, false));
      if (spec.exploresApart()) {
        graph.function(explore(batch), f -> defineAct(f, batch, true));
      }
    }
    graph.function("update", f -> defineUpdate(graph, f));
    graph.function("gradients", this::defineGradients);
    graph.function("syncTarget", f -> defineSync(f, target));
    if (spec.actingCopy()) {
      graph.function("syncActing", f -> defineSync(f, acting));
    }
  }

  private void defineAct(FunctionBuilder f, int batch, boolean exploring) {
    List<RandomInput> inputs = new ArrayList<>();
    random.put(exploring ? explore(batch) : act(batch), inputs);
    Tensor planes = f.input("observations", DataType.UINT8, spec.planes(batch));
    Tensor images = f.transpose(planes, 0, 2, 3, 1);
    NoiseSource noise =
        exploring && spec.network().noisy().on()
            ? new PassNoise(
                f, spec.network().noisy(), Passes.ONLINE, inputs, batch > ACTIVATION_NOISE_BATCH)
            : null;
    ParameterSet parameters = exploring ? acting : online;
    Layers layers = new Layers(f, parameters, spec.network(), noise, false);
    Tensor features = network.features(layers, images);
    Tensor heads =
        spec.objective()
            .implicitQuantiles()
            .map(
                q -> {
                  String name = "fractions/act";
                  Shape shape = Shape.of(batch, q.acting());
                  inputs.add(
                      new RandomInput(name, shape, RandomInput.Draw.UNIFORM, name + "/" + batch));
                  Tensor fractions = f.input(name, DataType.FLOAT32, shape);
                  return network.quantiles(layers, features, fractions, q.embedding());
                })
            .orElseGet(() -> network.heads(layers, features));
    f.output("values", spec.objective().values(f, heads));
  }

  private void defineUpdate(GraphBuilder graph, FunctionBuilder f) {
    Batch batch = inputs(f);
    LossTerms terms = loss(f, batch, "update", true);
    Tensor loss = total(f, batch, terms);
    List<Parameter> parameters = online.all();
    List<Tensor> gradients = f.gradients(loss, reads(f, parameters));
    Optimizer.of(spec.optimizer()).step(graph, f, parameters, gradients);
    f.output("loss", loss);
    f.output("perSampleLoss", terms.perSample());
    f.output("priority", terms.priority());
    f.output("meanValue", f.meanAll(terms.chosenValue()));
  }

  private void defineGradients(FunctionBuilder f) {
    Batch batch = inputs(f);
    LossTerms terms = loss(f, batch, "gradients", false);
    List<Parameter> parameters = online.all();
    Tensor loss = total(f, batch, terms);
    List<Tensor> gradients = f.gradients(loss, reads(f, parameters));
    for (int i = 0; i < gradients.size(); i++) {
      f.output(parameters.get(i).name(), gradients.get(i));
    }
    f.output("loss", loss);
  }

  private Batch inputs(FunctionBuilder f) {
    int size = spec.batchSize();
    Shape images = spec.images(size);
    Shape vector = Shape.of(size);
    return new Batch(
        f.input("observations", DataType.UINT8, images),
        f.input("nextObservations", DataType.UINT8, images),
        f.input("actions", DataType.INT32, vector),
        f.input("returns", DataType.FLOAT32, vector),
        f.input("discounts", DataType.FLOAT32, vector),
        f.input("weights", DataType.FLOAT32, vector));
  }

  private LossTerms loss(FunctionBuilder f, Batch batch, String function, boolean advanceStates) {
    List<RandomInput> inputs = new ArrayList<>();
    random.put(function, inputs);
    Passes passes = new Passes(f, spec, network, online, target, batch, inputs, advanceStates);
    return spec.objective().loss(f, batch, passes);
  }

  /** Mean over the batch of importance weight × loss, and the penalty. */
  private Tensor total(FunctionBuilder f, Batch batch, LossTerms terms) {
    Tensor loss = f.meanAll(f.multiply(batch.weights(), terms.perSample()));
    double l2 = spec.optimizer().l2();
    return l2 == 0 ? loss : f.add(loss, Optimizer.penalty(f, l2, online.all()));
  }

  private static List<Tensor> reads(FunctionBuilder f, List<Parameter> parameters) {
    return parameters.stream().map(p -> f.read(p.variable())).toList();
  }

  private void defineSync(FunctionBuilder f, ParameterSet copy) {
    List<Parameter> all = new ArrayList<>(online.all());
    all.addAll(online.states());
    for (Parameter p : all) {
      f.assign(copy.named(p.name()).variable(), f.read(p.variable()));
    }
  }
}

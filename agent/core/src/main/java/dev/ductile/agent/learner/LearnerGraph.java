package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.NoiseSource;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.StateUse;
import dev.ductile.agent.objective.Batch;
import dev.ductile.agent.objective.LossTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of a learner: {@code act/N} (values of N observations, without noise), {@code
 * explore/N} (with noise, where the network is noisy, by the acting copy, where there is one),
 * {@code update} (one whole gradient step), {@code syncTarget} and, with an acting copy, {@code
 * syncActing}.
 */
final class LearnerGraph implements GraphDefinition {
  /** Batches up to this size are explored with noise on activations, larger ones on weights. */
  private static final int ACTIVATION_NOISE_BATCH = 16;

  private final LearnerSpec spec;
  private final QNetwork network;
  private final Map<String, List<RandomInput>> random = new LinkedHashMap<>();
  private ParameterSet online;
  private ParameterSet target;
  private ParameterSet policy;
  private ParameterSet acting;
  private List<NetworkTrace.HiddenUnits> hiddenUnits = List.of();
  private final InterventionStates states = new InterventionStates();

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

  /** The parameters that {@code act} reads. */
  ParameterSet policy() {
    return policy;
  }

  /** Hidden units of the online network. */
  List<NetworkTrace.HiddenUnits> hiddenUnits() {
    return hiddenUnits;
  }

  /** Variables of interventions. */
  InterventionStates states() {
    return states;
  }

  /** Random inputs of a function, in the order of their declaration. */
  List<RandomInput> random(String function) {
    return random.getOrDefault(function, List.of());
  }

  @Override
  public void define(GraphBuilder graph) {
    online = new ParameterSet("online", graph);
    target = new ParameterSet("target", graph);
    policy = spec.actsWithTarget() ? target : online;
    acting = spec.actingCopy() ? new ParameterSet("acting", graph) : policy;
    for (int batch : spec.actBatchSizes()) {
      graph.function(act(batch), f -> defineAct(f, batch, false));
      if (spec.exploresApart()) {
        graph.function(explore(batch), f -> defineAct(f, batch, true));
      }
    }
    graph.function("update", f -> defineUpdate(graph, f));
    graph.function("syncTarget", f -> defineSync(f, online, target));
    if (spec.actingCopy()) {
      graph.function("syncActing", f -> defineSync(f, policy, acting));
    }
    if (spec.needsActivity()) {
      graph.function("activity", this::defineActivity);
    }
  }

  private void defineAct(FunctionBuilder f, int batch, boolean exploring) {
    List<RandomInput> inputs = new ArrayList<>();
    random.put(exploring ? explore(batch) : act(batch), inputs);
    Tensor images = f.input("observations", DataType.UINT8, spec.images(batch));
    NoiseSource noise =
        exploring && spec.network().noisy().on()
            ? new PassNoise(
                f,
                spec.network().noisy(),
                ForwardPasses.ONLINE,
                inputs,
                batch > ACTIVATION_NOISE_BATCH)
            : null;
    ParameterSet parameters = exploring ? acting : policy;
    Layers layers = new Layers(f, parameters, spec.network(), noise, StateUse.FIXED);
    f.output("values", ActingPass.values(f, spec, network, layers, images, inputs));
  }

  private void defineUpdate(GraphBuilder graph, FunctionBuilder f) {
    Batch batch = inputs(f, spec);
    List<RandomInput> inputs = new ArrayList<>();
    random.put("update", inputs);
    ForwardPasses passes =
        new ForwardPasses(f, spec, network, online, target, batch, inputs, StateUse.ADVANCED);
    LossTerms terms = spec.objective().loss(f, batch, passes);
    hiddenUnits = passes.trace().hiddenUnits();
    UpdateStep step = new UpdateStep(spec, graph, f, online, target, passes, states);
    Tensor loss = step.penalised(mean(f, batch, terms));
    step.descend(loss);
    f.output("loss", loss);
    f.output("perSampleLoss", terms.perSample());
    f.output("priority", terms.priority());
    f.output("meanValue", f.meanAll(terms.chosenValue()));
  }

  /** Mean magnitude of each hidden unit, without noise. */
  private void defineActivity(FunctionBuilder f) {
    Tensor images =
        f.input("observations", DataType.UINT8, spec.images(LearnerSpec.ACTIVITY_BATCH));
    Layers layers = new Layers(f, online, spec.network());
    List<RandomInput> inputs = new ArrayList<>();
    random.put("activity", inputs);
    ActingPass.heads(f, spec, network, layers, images, inputs);
    for (NetworkTrace.HiddenUnits units : layers.trace().hiddenUnits()) {
      Tensor h = units.activation();
      f.output(units.name(), f.reduceMean(UnitStatisticsOutputs.rows(f, f.abs(h)), false, 0));
    }
  }

  /** Declares the inputs of a batch of the spec's size. */
  static Batch inputs(FunctionBuilder f, LearnerSpec spec) {
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

  /** Mean over the batch of importance weight × loss. */
  static Tensor mean(FunctionBuilder f, Batch batch, LossTerms terms) {
    return f.meanAll(f.multiply(batch.weights(), terms.perSample()));
  }

  private static void defineSync(FunctionBuilder f, ParameterSet original, ParameterSet copy) {
    for (Parameter p : original.withStates()) {
      f.assign(copy.counterpart(p).variable(), f.read(p.variable()));
    }
  }
}

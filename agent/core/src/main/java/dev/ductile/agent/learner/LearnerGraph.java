package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.objective.Batch;
import dev.ductile.agent.objective.HeadsSource;
import dev.ductile.agent.objective.LossTerms;
import dev.ductile.agent.optimizer.Optimizer;
import java.util.List;

/**
 * The functions of a learner: {@code act/N} (values of N observations), {@code update} (one whole
 * gradient step), {@code gradients} (their norms, changing nothing) and {@code syncTarget}.
 */
final class LearnerGraph implements GraphDefinition {
  private final LearnerSpec spec;
  private final QNetwork network;
  private ParameterSet online;
  private ParameterSet target;

  LearnerGraph(LearnerSpec spec) {
    this.spec = spec;
    this.network = new QNetwork(spec.network(), spec.actions(), spec.objective().heads());
  }

  static String act(int batch) {
    return "act/" + batch;
  }

  ParameterSet online() {
    return online;
  }

  ParameterSet target() {
    return target;
  }

  @Override
  public void define(GraphBuilder graph) {
    online = new ParameterSet("online", graph);
    target = new ParameterSet("target", graph);
    for (int batch : spec.actBatchSizes()) {
      graph.function(act(batch), f -> defineAct(f, batch));
    }
    graph.function("update", f -> defineUpdate(graph, f));
    graph.function("gradients", this::defineGradients);
    graph.function("syncTarget", this::defineSync);
  }

  private void defineAct(FunctionBuilder f, int batch) {
    Tensor planes = f.input("observations", DataType.UINT8, spec.planes(batch));
    Tensor images = f.transpose(planes, 0, 2, 3, 1);
    f.output("values", spec.objective().values(f, heads(f, online, images)));
  }

  private Tensor heads(FunctionBuilder f, ParameterSet parameters, Tensor images) {
    return network.apply(new Layers(f, parameters, spec.network()), images);
  }

  private void defineUpdate(GraphBuilder graph, FunctionBuilder f) {
    Batch batch = inputs(f);
    LossTerms terms = loss(f, batch);
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
    List<Parameter> parameters = online.all();
    Tensor loss = total(f, batch, loss(f, batch));
    List<Tensor> gradients = f.gradients(loss, reads(f, parameters));
    for (int i = 0; i < gradients.size(); i++) {
      f.output(parameters.get(i).name(), gradients.get(i));
    }
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

  private LossTerms loss(FunctionBuilder f, Batch batch) {
    HeadsSource source =
        new HeadsSource() {
          @Override
          public Tensor online() {
            return heads(f, online, batch.observations());
          }

          @Override
          public Tensor onlineNext() {
            return f.stopGradient(heads(f, online, batch.nextObservations()));
          }

          @Override
          public Tensor targetNext() {
            return f.stopGradient(heads(f, target, batch.nextObservations()));
          }
        };
    return spec.objective().loss(f, batch, source);
  }

  /** Mean over the batch of importance weight × loss. */
  private static Tensor total(FunctionBuilder f, Batch batch, LossTerms terms) {
    return f.meanAll(f.multiply(batch.weights(), terms.perSample()));
  }

  private static List<Tensor> reads(FunctionBuilder f, List<Parameter> parameters) {
    return parameters.stream().map(p -> f.read(p.variable())).toList();
  }

  private void defineSync(FunctionBuilder f) {
    for (Parameter p : online.all()) {
      f.assign(target.named(p.name()).variable(), f.read(p.variable()));
    }
  }
}

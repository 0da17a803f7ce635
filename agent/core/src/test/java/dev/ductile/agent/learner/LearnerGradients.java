package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.StateUse;
import dev.ductile.agent.objective.Batch;
import dev.ductile.agent.objective.LossTerms;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A learner's loss with its penalties, and the gradients of it, in a program of their own: training
 * itself never asks for them. The learner is not changed.
 */
public final class LearnerGradients implements AutoCloseable {
  private static final String FUNCTION = "gradients";

  private final Learner learner;
  private final List<String> inputs =
      new ArrayList<>(
          List.of(
              "observations", "nextObservations", "actions", "returns", "discounts", "weights"));
  private final Program program;
  private final List<Variable> mine;
  private final List<Variable> theirs;
  private List<float[]> seen;
  private float loss;

  /** Compiles them as the learner itself was compiled. */
  public LearnerGradients(Engine engine, EngineSettings settings, Learner learner) {
    this.learner = learner;
    Graph graph = new Graph(learner.spec());
    program = engine.compile(graph, settings);
    graph.random.forEach(input -> inputs.add(input.name()));
    Map<String, Variable> named = new TreeMap<>();
    learner.variables().forEach(variable -> named.put(variable.name(), variable));
    mine = program.variables();
    theirs = mine.stream().map(variable -> named.get(variable.name())).toList();
  }

  /**
   * With respect to each online parameter, by name: of the learner's variables and of the batch in
   * its update's input buffers. Overwritten by the next call.
   */
  public Map<String, FloatBuffer> compute() {
    seen = learner.read(theirs);
    return compute(seen);
  }

  private Map<String, FloatBuffer> compute(List<float[]> values) {
    program.write(mine, values.stream().map(FloatBuffer::wrap).toList());
    Function function = program.function(FUNCTION);
    for (String name : inputs) {
      function
          .input(name)
          .put(0, learner.updateInput(name), 0, learner.updateInput(name).capacity());
    }
    function.run();
    loss = function.output("loss").getFloat(0);
    Map<String, FloatBuffer> result = new TreeMap<>();
    for (Parameter p : learner.onlineParameters()) {
      result.put(p.name(), function.output(p.name()).asFloatBuffer());
    }
    return result;
  }

  /** As {@link #compute}, in arrays of the caller's own. */
  public Map<String, float[]> copies() {
    Map<String, float[]> copies = new TreeMap<>();
    compute()
        .forEach(
            (name, buffer) -> {
              float[] copy = new float[buffer.limit()];
              buffer.get(0, copy);
              copies.put(name, copy);
            });
    return copies;
  }

  /** The loss now, with all penalties. */
  public float loss() {
    compute();
    return loss;
  }

  /**
   * The loss if a parameter had had other values at the last {@link #compute}; variables are not
   * read again, which takes an engine longer than the loss.
   */
  public float lossWith(Parameter parameter, float[] other) {
    List<float[]> values = new ArrayList<>(seen);
    List<String> names = theirs.stream().map(Variable::name).toList();
    values.set(names.indexOf(parameter.variable().name()), other);
    compute(values);
    return loss;
  }

  /** Gradients of a learner, once. */
  public static Map<String, float[]> of(Engine engine, EngineSettings settings, Learner learner) {
    try (LearnerGradients gradients = new LearnerGradients(engine, settings, learner)) {
      return gradients.copies();
    }
  }

  /** The loss of a learner, once. */
  public static float loss(Engine engine, EngineSettings settings, Learner learner) {
    try (LearnerGradients gradients = new LearnerGradients(engine, settings, learner)) {
      return gradients.loss();
    }
  }

  @Override
  public void close() {
    program.close();
  }

  /** The loss as an update has it, its gradients as results. */
  private static final class Graph implements GraphDefinition {
    private final LearnerSpec spec;
    private final List<RandomInput> random = new ArrayList<>();

    Graph(LearnerSpec spec) {
      this.spec = spec;
    }

    @Override
    public void define(GraphBuilder graph) {
      ParameterSet online = new ParameterSet("online", graph);
      ParameterSet target = new ParameterSet("target", graph);
      graph.function(FUNCTION, f -> define(graph, f, online, target));
    }

    private void define(
        GraphBuilder graph, FunctionBuilder f, ParameterSet online, ParameterSet target) {
      QNetwork network = new QNetwork(spec.network(), spec.actions(), spec.objective().heads());
      Batch batch = LearnerGraph.inputs(f, spec);
      ForwardPasses passes =
          new ForwardPasses(f, spec, network, online, target, batch, random, StateUse.FROM_BATCH);
      LossTerms terms = spec.objective().loss(f, batch, passes);
      InterventionStates states = new InterventionStates();
      UpdateStep step = new UpdateStep(spec, graph, f, online, target, passes, states);
      // For interventions that look at them.
      online.withStates().forEach(target::counterpart);
      Tensor loss = step.penalised(LearnerGraph.mean(f, batch, terms));
      List<Parameter> parameters = online.all();
      List<Tensor> gradients = step.gradients(loss);
      for (int i = 0; i < gradients.size(); i++) {
        f.output(parameters.get(i).name(), gradients.get(i));
      }
      f.output("loss", loss);
    }
  }
}

package dev.ductile.agent.learner;

import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import java.util.HashMap;
import java.util.Map;

/** Variables in which interventions keep their state, shared by all functions. */
final class InterventionStates {
  private final Map<String, Variable> variables = new HashMap<>();

  static String name(Intervention owner, String what) {
    return "intervention/" + owner.type().name() + "/" + what;
  }

  Variable declare(GraphBuilder graph, Intervention owner, String what, Shape shape) {
    return variables.computeIfAbsent(name(owner, what), name -> graph.variable(name, shape));
  }

  Variable named(Intervention owner, String what) {
    Variable known = variables.get(name(owner, what));
    if (known == null) {
      throw new IllegalArgumentException("no variable " + name(owner, what));
    }
    return known;
  }
}

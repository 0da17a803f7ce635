package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Collects variables and recorded functions. */
final class NdGraphBuilder implements GraphBuilder {
  private final Map<String, NdVariable> variables = new LinkedHashMap<>();
  private final Map<String, NdFunctionBuilder> functions = new LinkedHashMap<>();

  @Override
  public Variable variable(String name, Shape shape) {
    NdVariable variable = new NdVariable(name, shape);
    if (variables.putIfAbsent(name, variable) != null) {
      throw new IllegalArgumentException("variable '" + name + "' is taken");
    }
    return variable;
  }

  @Override
  public void function(String name, Consumer<FunctionBuilder> body) {
    NdFunctionBuilder function = new NdFunctionBuilder(name);
    body.accept(function);
    if (functions.put(name, function) != null) {
      throw new IllegalArgumentException("function '" + name + "' is taken");
    }
  }

  Map<String, NdVariable> variables() {
    return variables;
  }

  Map<String, NdFunctionBuilder> functions() {
    return functions;
  }
}

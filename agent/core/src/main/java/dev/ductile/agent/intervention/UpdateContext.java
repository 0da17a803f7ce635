package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.function.Function;

/** What an intervention finds where the graph of an update is built. */
public interface UpdateContext {
  /** The operations of the function being built. */
  FunctionBuilder ops();

  /** The trained parameters of the online network. */
  List<Parameter> parameters();

  /** The trained parameters of the target network, in the same order. */
  List<Parameter> targetParameters();

  /** What layers of the online network keep beside their trained parameters. */
  List<Parameter> layerStates();

  /** The same parameter or layer state of the target network. */
  Parameter targetOf(Parameter online);

  /**
   * The value that this update gives to a parameter or layer state; only in {@link
   * Intervention#extend}.
   */
  Tensor updated(Parameter parameter);

  /** The online network's pass over the batch's observations; gradients flow. */
  NetworkPass pass();

  /**
   * The same pass, with the same noise and quantile fractions, of other parameters.
   *
   * @param variables where each trained parameter's other value lives
   */
  NetworkPass passWith(Function<Parameter, Variable> variables);

  /** Hidden units of the online network's pass over the batch. */
  List<NetworkTrace.HiddenUnits> hiddenUnits();

  /** The loss without penalties, a scalar. */
  Tensor loss();

  /** Standard normal numbers, new in each update: directions to look in. */
  Tensor directions(Intervention owner, String what, Shape shape);

  /** A parameter's value at the start of the update. */
  default Tensor read(Parameter parameter) {
    return ops().read(parameter.variable());
  }

  /**
   * A variable of an intervention, declared when first asked for; zero until {@link
   * Intervention#begin}. It is named {@code intervention/NAME/what}.
   */
  Variable state(Intervention owner, String what, Shape shape);
}

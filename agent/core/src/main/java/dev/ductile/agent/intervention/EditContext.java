package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** What an intervention finds between updates. */
public interface EditContext {
  /** Updates done. */
  long updates();

  /** Updates that were done when edits were last possible, usually one fewer. */
  long updatesBefore();

  /** Emulator frames played when the last batch was sampled; without an emulator, examples seen. */
  long frames();

  /** {@link #frames} when edits were last possible. */
  long framesBefore();

  /** Whether the target network was copied since edits were last possible. */
  boolean targetWasSynced();

  /** The stream of interventions, saved in checkpoints. */
  UniformRandomProvider random();

  /** Trained parameters of the online network, in the order of the layers. */
  List<Parameter> parameters();

  /** What layers of the online network keep beside their trained parameters. */
  List<Parameter> layerStates();

  /** The same parameter or layer state of the target network. */
  Parameter targetOf(Parameter online);

  /** A copy of a variable's value, row-major. */
  float[] read(Variable variable);

  /** Replaces a variable's value. */
  void write(Variable variable, float[] values);

  /** Values such as the parameter's initialiser gives, freshly drawn from {@link #random}. */
  float[] fresh(Parameter online);

  /** The optimizer's state of a parameter: Adam's m and v, RMSProp's averages. */
  List<Variable> moments(Parameter online);

  /** The optimizer's count of updates, a scalar, from which bias corrections follow. */
  Variable optimizerSteps();

  /**
   * Sets {@link #optimizerSteps} to 0; a schedule of the learning rate goes on. Only for
   * interventions that {@linkplain Intervention#clearsOptimizerSteps say} that they do it.
   */
  void clearOptimizerSteps();

  /** Tells all interventions that entries of a parameter have a new beginning. */
  void renewed(Parameter online, BitSet entries);

  /** A variable that {@link UpdateContext#state} declared. */
  Variable state(Intervention owner, String what);

  /** Hidden units and what they feed; the tensors in them are of use while building only. */
  List<NetworkTrace.HiddenUnits> hiddenUnits();

  /**
   * Mean magnitude of each hidden unit, over a batch of observations and over positions: {@code
   * E|h|}, by the units' name. Computed anew with every call.
   */
  Map<String, float[]> activity();

  /** Whether a multiple of {@code period} updates was reached since edits were last possible. */
  default boolean everyUpdates(long period) {
    return updates() / period != updatesBefore() / period;
  }

  /** Whether the given frame was reached since edits were last possible. */
  default boolean reachedFrame(long frame) {
    return framesBefore() < frame && frame <= frames();
  }

  /** The parameter of that name, or null. */
  default Parameter parameter(String name) {
    return parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
  }
}

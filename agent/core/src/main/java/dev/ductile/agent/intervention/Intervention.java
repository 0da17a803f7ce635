package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Parameter;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that is switched on to keep a network plastic, with its parameters. A subclass
 * overrides what it needs:
 *
 * <ul>
 *   <li>architecture and constants: {@link #settings};
 *   <li>a term of the loss: {@link #penalty};
 *   <li>the update rule: {@link #stepped}, {@link #project} and {@link #extend};
 *   <li>edits of parameters between updates: {@link #edit}.
 * </ul>
 *
 * What it must remember is kept in {@linkplain UpdateContext#state variables}, which checkpoints
 * hold. An instance has no state of its own: the same one may serve several learners.
 */
public abstract class Intervention {
  private final InterventionType type;
  private final Options arguments;

  /** Makes an intervention of a type. */
  protected Intervention(InterventionType type, Options arguments) {
    this.type = type;
    this.arguments = arguments;
  }

  /** Its type: name, contract, parameters. */
  public final InterventionType type() {
    return type;
  }

  /** Its parameters. */
  protected final Options arguments() {
    return arguments;
  }

  /** Its name and every parameter, as {@link InterventionList#parse} reads them. */
  public final String text() {
    return type.name() + arguments.text();
  }

  /**
   * Its name and what differs from the standard, for people: {@code redo}, {@code
   * weight-decay=0.0001}, {@code redo:threshold=0}; {@link InterventionList#parse} reads it too.
   */
  public final String label() {
    StringBuilder label = new StringBuilder(type.name());
    for (int i = 0; i < type.parameters().size(); i++) {
      OptionType parameter = type.parameters().get(i);
      String value = arguments.word(parameter.name());
      if (!value.equals(parameter.check(type.name(), parameter.standard()))) {
        label.append(i == 0 ? "=" : ":" + parameter.name() + "=").append(value);
      }
    }
    return label.toString();
  }

  /** Configuration values that it puts, by dotted key. */
  public Map<String, Object> settings() {
    return Map.of();
  }

  /**
   * Refuses a network for which it has no meaning.
   *
   * @throws dev.ductile.base.ConfigurationException with the reason and what to do
   */
  public void check(NetworkConfig network) {}

  /** Values of which a configuration must have one for this to have a meaning, by dotted key. */
  public Map<String, Set<String>> needs() {
    return Map.of();
  }

  /** A scalar that is added to the loss, coefficient included. */
  public Optional<Tensor> penalty(UpdateContext site) {
    return Optional.empty();
  }

  /**
   * Changes the values that the optimizer gave to all parameters together, or keeps something of
   * their gradients; before any {@link #project}.
   *
   * @param gradients of {@link UpdateContext#parameters}, behind the optimizer's limits
   * @param values what the optimizer, and interventions before this one, gave
   */
  public List<Tensor> stepped(UpdateContext site, List<Tensor> gradients, List<Tensor> values) {
    return values;
  }

  /**
   * Changes the value that an update gives to a parameter.
   *
   * @param updated what the optimizer, and interventions before this one, gave
   */
  public Tensor project(UpdateContext site, Parameter parameter, Tensor updated) {
    return updated;
  }

  /** Adds assignments to its own state to the update, once per update. */
  public void extend(UpdateContext site) {}

  /** Gives its state first values, when a network has been initialised. */
  public void begin(EditContext site) {}

  /**
   * How it enters a run that was trained without it, at a fork. Refused unless it says how: nobody
   * else knows what its state must be then.
   */
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.refused("it does not say how it enters a run that goes on");
  }

  /** Called after every group of updates (usually one), when nothing else uses the network. */
  public void edit(EditContext site) {}

  /**
   * Whether a parameter is kept from changing in this update, a bool scalar, or which entries of it
   * are, of its shape; empty for never. Their gradient is then zero for limits and moments too, and
   * nothing else may change them.
   */
  public Optional<Tensor> frozen(UpdateContext site, Parameter parameter) {
    return Optional.empty();
  }

  /**
   * Told that another intervention gave entries of a parameter a new beginning; it, too, may refer
   * to such beginnings.
   *
   * @param entries which of the parameter's elements, row-major
   */
  public void renewed(EditContext site, Parameter parameter, BitSet entries) {}

  /**
   * Whether it does anything in a run of that length.
   *
   * @param updates that the run has at most
   * @param frames at the run's end, as {@link EditContext#frames} counts them
   */
  public boolean actsWithin(long updates, long frames) {
    return true;
  }

  /** Whether actions are chosen with the target network, in training and in evaluation. */
  public boolean actsWithTarget() {
    return false;
  }

  /** Whether the target network is renewed by it, so that no copies are needed. */
  public boolean renewsTarget() {
    return actsWithTarget();
  }

  /** Whether it acts only where the target network is copied at once, and so needs such copies. */
  public boolean needsTargetCopies() {
    return false;
  }

  /** Whether {@link EditContext#clearOptimizerSteps} will be asked for. */
  public boolean clearsOptimizerSteps() {
    return false;
  }

  /** Whether {@link EditContext#activity} will be asked for. */
  public boolean needsActivity() {
    return false;
  }

  @Override
  public final String toString() {
    return text();
  }
}

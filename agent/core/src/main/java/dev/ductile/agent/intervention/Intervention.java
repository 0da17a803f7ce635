package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Parameter;
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
 *   <li>the update rule: {@link #project} and {@link #extend};
 *   <li>edits of parameters between updates: {@link #edit}.
 * </ul>
 *
 * What it must remember is kept in {@linkplain UpdateSite#state variables}, which checkpoints hold.
 * An instance has no state of its own: the same one may serve several learners.
 */
public abstract class Intervention {
  private final InterventionType type;
  private final Arguments arguments;

  /** Makes an intervention of a type. */
  protected Intervention(InterventionType type, Arguments arguments) {
    this.type = type;
    this.arguments = arguments;
  }

  /** Its type: name, contract, parameters. */
  public final InterventionType type() {
    return type;
  }

  /** Its parameters. */
  protected final Arguments arguments() {
    return arguments;
  }

  /** Its name and every parameter, as {@link Interventions#parse} reads them. */
  public final String text() {
    return type.name() + arguments.text();
  }

  /** Configuration values that it puts, by dotted key. */
  public Map<String, Object> settings() {
    return Map.of();
  }

  /**
   * Refuses a network for which it has no meaning.
   *
   * @throws dev.ductile.env.ConfigurationException with the reason and what to do
   */
  public void check(NetworkConfig network) {}

  /** Why it cannot be combined with another; empty where it can. One of the two says it. */
  public Optional<String> contradicts(Intervention other) {
    return Optional.empty();
  }

  /** Values of which a configuration must have one for this to have a meaning, by dotted key. */
  public Map<String, Set<String>> needs() {
    return Map.of();
  }

  /** A scalar that is added to the loss, coefficient included. */
  public Optional<Tensor> penalty(UpdateSite site) {
    return Optional.empty();
  }

  /**
   * Changes the value that an update gives to a parameter.
   *
   * @param updated what the optimizer, and interventions before this one, gave
   */
  public Tensor project(UpdateSite site, Parameter parameter, Tensor updated) {
    return updated;
  }

  /** Adds assignments to its own state to the update, once per update. */
  public void extend(UpdateSite site) {}

  /** Gives its state first values, when a network has been initialised. */
  public void begin(EditSite site) {}

  /** Called after every group of updates (usually one), when nothing else uses the network. */
  public void edit(EditSite site) {}

  /** Whether {@link EditSite#activity} will be asked for. */
  public boolean needsActivity() {
    return false;
  }

  @Override
  public final String toString() {
    return text();
  }
}

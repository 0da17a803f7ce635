package dev.ductile.agent.intervention;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How an intervention enters a run that was trained without it. Its own state has the values then
 * that {@link Intervention#begin} gave it on the very first parameters of the run.
 *
 * @param refusal why it cannot; empty if it can
 * @param how what happens at the fork, in words for the documentation
 * @param action what it does at the fork, before the first step
 * @param keys of the configuration that it changes though no fork may by itself
 * @param brings whether a variable that is not its own state comes with it, by name
 * @param time its parameter that is the fork's frame where it is given by its bare name; empty for
 *     none
 */
public record ForkEntry(
    String refusal,
    String how,
    Consumer<EditContext> action,
    Set<String> keys,
    Predicate<String> brings,
    String time) {
  /** Keeps a copy. */
  public ForkEntry {
    keys = Set.copyOf(keys);
  }

  /** It cannot. */
  public static ForkEntry refused(String reason) {
    return new ForkEntry(reason, "refused: " + reason, site -> {}, Set.of(), name -> false, "");
  }

  /** Nothing is to be done. */
  public static ForkEntry plain(String how) {
    return doing(how, site -> {});
  }

  /** Something is done at the fork. */
  public static ForkEntry doing(String how, Consumer<EditContext> action) {
    return new ForkEntry("", how, action, Set.of(), name -> false, "");
  }

  /** The same, which changes a part of the network. */
  public ForkEntry with(Set<String> changedKeys, Predicate<String> broughtVariables) {
    return new ForkEntry(refusal, how, action, changedKeys, broughtVariables, time);
  }

  /** The same, at the fork itself where no other time is given. */
  public ForkEntry at(String timeParameter) {
    return new ForkEntry(refusal, how, action, keys, brings, timeParameter);
  }

  /** Whether it can enter. */
  public boolean isPossible() {
    return refusal.isEmpty();
  }
}

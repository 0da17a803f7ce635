package dev.ductile.agent.intervention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A kind of intervention: its name, its contract and its parameters. The tables of the
 * documentation are made from these.
 *
 * @param name as typed behind {@code --with}
 * @param kind what it changes
 * @param does what it does, with its formula
 * @param target what happens to the target network
 * @param optimizerState what happens to moments and step counts
 * @param excludes parameters that it leaves alone
 * @param source where it comes from
 * @param parameters its parameters; the first may be given as {@code name=value}
 * @param refused names of interventions that it has no meaning with, each with the reason
 * @param factory makes one
 */
public record InterventionType(
    String name,
    InterventionKind kind,
    String does,
    String target,
    String optimizerState,
    String excludes,
    String source,
    List<OptionType> parameters,
    Map<String, String> refused,
    Function<Options, Intervention> factory) {

  /** Begins the description of a type. */
  public static Builder named(String name, InterventionKind kind) {
    return new Builder(name, kind);
  }

  /** Collects a description. */
  public static final class Builder {
    private final String name;
    private final InterventionKind kind;
    private final List<OptionType> parameters = new ArrayList<>();
    private final Map<String, String> refused = new TreeMap<>();
    private String does = "";
    private String target = "copied with the online network";
    private String optimizerState = "ordinary";
    private String excludes = "nothing";
    private String source = "";

    private Builder(String name, InterventionKind kind) {
      this.name = name;
      this.kind = kind;
    }

    /** What it does, with its formula. */
    public Builder does(String text) {
      does = text;
      return this;
    }

    /** What happens to the target network. */
    public Builder target(String text) {
      target = text;
      return this;
    }

    /** What happens to moments and step counts. */
    public Builder optimizerState(String text) {
      optimizerState = text;
      return this;
    }

    /** What it leaves alone. */
    public Builder excludes(String text) {
      excludes = text;
      return this;
    }

    /** Paper, equation, reference code. */
    public Builder source(String text) {
      source = text;
      return this;
    }

    /** Adds a number in a range. */
    public Builder number(String parameter, double standard, double low, double high, String does) {
      parameters.add(OptionType.number(parameter, standard, low, high, does));
      return this;
    }

    /** Adds a whole number in a range. */
    public Builder whole(String parameter, long standard, long low, long high, String does) {
      parameters.add(OptionType.whole(parameter, standard, low, high, does));
      return this;
    }

    /** Adds a choice, the first being the standard. */
    public Builder choice(String parameter, String does, String... choices) {
      parameters.add(OptionType.choice(parameter, does, choices));
      return this;
    }

    /** Adds whole numbers in a range, joined by {@code +}; none is the standard. */
    public Builder wholes(String parameter, long low, long high, String does) {
      parameters.add(OptionType.wholes(parameter, low, high, does));
      return this;
    }

    /** Says which interventions it cannot be combined with, and why. */
    public Builder notWith(String reason, String... names) {
      for (String other : names) {
        refused.put(other, reason);
      }
      return this;
    }

    /** Ends the description. */
    public InterventionType makes(Function<Options, Intervention> factory) {
      return new InterventionType(
          name,
          kind,
          does,
          target,
          optimizerState,
          excludes,
          source,
          List.copyOf(parameters),
          Map.copyOf(refused),
          factory);
    }
  }
}

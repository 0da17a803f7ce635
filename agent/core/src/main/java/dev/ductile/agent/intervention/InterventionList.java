package dev.ductile.agent.intervention;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.NameLists;
import dev.ductile.base.WrittenList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Interventions as {@code --with} takes them: {@code
 * layer-norm,weight-decay=1e-5,redo:threshold=0.1:period-updates=1000}.
 */
public final class InterventionList extends WrittenList<Intervention> {
  /** No interventions. */
  public static final InterventionList NONE = new InterventionList("", List.of());

  private InterventionList(String text, List<Intervention> all) {
    super(text, all);
  }

  /**
   * Reads a list of interventions.
   *
   * @param text names separated by commas, each with {@code =value} for its first parameter or
   *     {@code :parameter=value} for any; empty for none
   * @throws ConfigurationException if a name is empty, a name or parameter does not exist, a value
   *     is out of range, or two of them cannot be combined
   */
  @JsonCreator
  public static InterventionList parse(String text) {
    Checks.present("interventions", text);
    List<Intervention> parsed = new ArrayList<>();
    for (String part : NameLists.parts("interventions", text)) {
      parsed.add(parseOne(part));
    }
    refuseTwice(parsed);
    refuseTogether(parsed);
    settings(parsed);
    return new InterventionList(text, parsed);
  }

  @JsonValue
  @Override
  public String toString() {
    return super.toString();
  }

  /** The list as {@link #parse} reads it, every parameter explicit. */
  public String fullText() {
    return all().stream().map(Intervention::text).collect(Collectors.joining(","));
  }

  /** The list for people, as {@link #parse} reads it: names and what differs from the standard. */
  public String label() {
    return all().stream().map(Intervention::label).collect(Collectors.joining(","));
  }

  /** Configuration values that the interventions put, by dotted key. */
  public Map<String, Object> settings() {
    return settings(all());
  }

  /**
   * Refuses interventions, and settings that serve them, without meaning for a network and its
   * batches.
   *
   * @param batchKey key of the size of an update's batch
   * @param batchSize its value
   * @throws ConfigurationException naming the intervention or key and the reason
   */
  public void checkFor(NetworkConfig network, String batchKey, int batchSize) {
    if (network.injection() && all().stream().noneMatch(i -> i.type().name().equals("injection"))) {
      throw Checks.bad("network.injection", true, "use --with injection, which says when");
    }
    if (network.normalization().overSamples() && batchSize < 2) {
      throw Checks.bad(
          "network.normalization",
          network.normalization(),
          "it takes a mean or deviation over samples, so that " + batchKey + " must be 2 or more");
    }
    all().forEach(intervention -> intervention.check(network));
  }

  /**
   * Refuses interventions whose time would never come.
   *
   * @param updates that the run has at most
   * @param frames at its end, or examples seen where there is no emulator
   * @param unit what {@code frames} counts, for the refusal
   * @throws ConfigurationException naming the intervention and the run's end
   */
  public void checkLength(long updates, long frames, String unit) {
    for (Intervention intervention : all()) {
      if (!intervention.actsWithin(updates, frames)) {
        throw new ConfigurationException(
            intervention.text()
                + " would do nothing: the run ends after "
                + frames
                + " "
                + unit
                + " and at most "
                + updates
                + " updates; let it come earlier, or make the run longer");
      }
    }
  }

  /** Of two that want different values for a key, one is refused. */
  private static Map<String, Object> settings(List<Intervention> interventions) {
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, String> owners = new TreeMap<>();
    for (Intervention intervention : interventions) {
      intervention
          .settings()
          .forEach(
              (key, value) -> {
                Object before = all.put(key, value);
                String owner = owners.put(key, intervention.type().name());
                if (before != null && !before.equals(value)) {
                  throw new ConfigurationException(
                      owner
                          + " and "
                          + intervention.type().name()
                          + " cannot be combined: they want "
                          + key
                          + " to be "
                          + before
                          + " and "
                          + value);
                }
              });
    }
    return all;
  }

  private static Intervention parseOne(String part) {
    String head = part.split(":", 2)[0];
    String name = head.split("=", 2)[0].strip();
    InterventionType type =
        Interventions.all().stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name));
    Map<String, String> given = new LinkedHashMap<>();
    if (head.contains("=")) {
      if (type.parameters().isEmpty()) {
        throw new ConfigurationException(name + " has no parameter, was given " + part);
      }
      given.put(type.parameters().get(0).name(), head.split("=", 2)[1].strip());
    }
    if (part.contains(":")) {
      for (String assignment : part.split(":", 2)[1].split(":")) {
        take(type, assignment, given);
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionType parameter : type.parameters()) {
      String value = given.getOrDefault(parameter.name(), parameter.standard());
      values.put(parameter.name(), parameter.check(name, value));
    }
    return type.factory().apply(new Options(values));
  }

  private static void take(InterventionType type, String assignment, Map<String, String> given) {
    String[] pair = assignment.split("=", 2);
    String parameter = pair[0].strip();
    List<String> known = type.parameters().stream().map(OptionType::name).toList();
    if (pair.length < 2) {
      throw new ConfigurationException(
          type.name()
              + ": '"
              + assignment
              + "' is not parameter=value; it has "
              + (known.isEmpty() ? "no parameter" : String.join(", ", known)));
    }
    if (known.isEmpty()) {
      throw new ConfigurationException(
          type.name() + " has no parameter, was given " + assignment.strip());
    }
    if (!known.contains(parameter)) {
      throw new ConfigurationException(
          type.name() + ": " + DidYouMean.unknown("parameter", parameter, known));
    }
    if (given.put(parameter, pair[1].strip()) != null) {
      throw new ConfigurationException(type.name() + ": " + parameter + " is given twice");
    }
  }

  private static ConfigurationException unknown(String name) {
    return new ConfigurationException(
        DidYouMean.unknown(
            "intervention",
            name,
            Interventions.all().stream().map(InterventionType::name).toList()));
  }

  private static void refuseTogether(List<Intervention> interventions) {
    for (Intervention one : interventions) {
      for (Intervention other : interventions) {
        String reason = one.type().refused().get(other.type().name());
        if (reason != null) {
          throw new ConfigurationException(
              one.type().name() + " and " + other.type().name() + " cannot be combined: " + reason);
        }
      }
    }
  }

  private static void refuseTwice(List<Intervention> interventions) {
    Map<String, Long> counts =
        interventions.stream()
            .collect(Collectors.groupingBy(i -> i.type().name(), Collectors.counting()));
    counts.forEach(
        (name, count) -> {
          if (count > 1) {
            throw new ConfigurationException("intervention " + name + " is given twice");
          }
        });
  }
}

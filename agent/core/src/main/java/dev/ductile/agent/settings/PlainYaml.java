package dev.ductile.agent.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.base.ConfigurationException;
import java.io.StringReader;
import java.util.Iterator;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Reads the part of YAML that says what it seems to say: mappings, lists, and scalars that stay the
 * text that was written. {@code 010}, {@code 1e-5}, {@code 2.50}, {@code on} and {@code 1:30} come
 * out as they stand; only a field that needs a number makes one of them ({@link
 * dev.ductile.base.Quantities}). Nothing, {@code null} and {@code ~} are null.
 *
 * <p>Refused by name: anchors and aliases, merged mappings, tags, keys that stand twice, a second
 * document.
 */
public final class PlainYaml {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final String MERGE = "<<";

  private final Iterator<Event> events;
  private final String name;

  private PlainYaml(Iterator<Event> events, String name) {
    this.events = events;
    this.name = name;
  }

  /**
   * Reads a document.
   *
   * @param name what to call it in messages
   * @return objects, arrays, texts and nulls; a missing node for an empty document
   * @throws ConfigurationException if it is not YAML, or of the refused kinds; with the line
   */
  public static JsonNode read(String yaml, String name) {
    try {
      return new PlainYaml(new Yaml().parse(new StringReader(yaml)).iterator(), name).document();
    } catch (MarkedYAMLException e) {
      String where = e.getProblemMark() == null ? "" : " line " + line(e.getProblemMark());
      throw new ConfigurationException(name + where + " is not YAML: " + e.getProblem(), e);
    } catch (YAMLException e) {
      String what = e.getMessage().lines().findFirst().orElse("");
      throw new ConfigurationException(name + " is not YAML: " + what, e);
    }
  }

  private JsonNode document() {
    next(); // the stream's start
    if (!next().is(Event.ID.DocumentStart)) {
      return NODES.missingNode();
    }
    JsonNode node = node(next());
    next(); // the document's end
    Event more = next();
    if (!more.is(Event.ID.StreamEnd)) {
      throw wrong(more, "a second document begins here; only one is read");
    }
    return node;
  }

  private Event next() {
    return events.next();
  }

  private JsonNode node(Event event) {
    refuseReferences(event);
    if (event instanceof MappingStartEvent) {
      return mapping();
    }
    if (event instanceof SequenceStartEvent) {
      ArrayNode list = NODES.arrayNode();
      for (Event item = next(); !item.is(Event.ID.SequenceEnd); item = next()) {
        list.add(node(item));
      }
      return list;
    }
    ScalarEvent scalar = (ScalarEvent) event;
    return scalar.isPlain() && NULLS.contains(scalar.getValue())
        ? NODES.nullNode()
        : NODES.textNode(scalar.getValue());
  }

  private ObjectNode mapping() {
    ObjectNode mapping = NODES.objectNode();
    for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
      refuseReferences(event);
      if (!(event instanceof ScalarEvent scalar)) {
        throw wrong(event, "a key is not a text");
      }
      String key = scalar.getValue();
      if (key.equals(MERGE) && scalar.isPlain()) {
        throw wrong(event, "merging mappings with << is not supported: write the lines out");
      }
      if (mapping.has(key)) {
        throw wrong(event, "'" + key + "' stands twice");
      }
      mapping.set(key, node(next()));
    }
    return mapping;
  }

  private void refuseReferences(Event event) {
    if (event instanceof AliasEvent alias) {
      throw wrong(
          event,
          "the alias *" + alias.getAnchor() + " is not supported: write out what it stands for");
    }
    if (event instanceof NodeEvent node && node.getAnchor() != null) {
      throw wrong(event, "the anchor &" + node.getAnchor() + " is not supported: leave it out");
    }
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof MappingStartEvent start
                ? start.getTag()
                : event instanceof SequenceStartEvent start ? start.getTag() : null;
    if (tag != null) {
      throw wrong(event, "the tag " + tag + " is not supported: leave it out");
    }
  }

  private ConfigurationException wrong(Event event, String what) {
    return new ConfigurationException(name + " line " + line(event.getStartMark()) + ": " + what);
  }

  private static int line(Mark mark) {
    return mark.getLine() + 1;
  }
}

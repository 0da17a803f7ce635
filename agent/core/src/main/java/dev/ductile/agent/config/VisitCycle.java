package dev.ductile.agent.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ductile.base.Checks;
import dev.ductile.base.WrittenList;
import java.util.List;
import java.util.stream.Stream;

/** Visits that follow one another, separated by commas: {@code pong,breakout:mode=4}. */
public final class VisitCycle extends WrittenList<Visit> {
  private VisitCycle(String text, List<Visit> all) {
    super(text, all);
  }

  /**
   * Reads a cycle.
   *
   * @param text visits as {@link Visit#parse} reads them; blank for none
   * @throws dev.ductile.base.ConfigurationException if one is none, or there is no such game
   */
  @JsonCreator
  public static VisitCycle parse(String text) {
    Checks.present("continual.visits", text);
    return new VisitCycle(
        text,
        text.isBlank() ? List.of() : Stream.of(text.split(",", -1)).map(Visit::parse).toList());
  }

  @JsonValue
  @Override
  public String toString() {
    return super.toString();
  }
}

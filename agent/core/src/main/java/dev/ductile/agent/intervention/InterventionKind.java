package dev.ductile.agent.intervention;

/** What an intervention changes. */
public enum InterventionKind {
  /** The network's shape or its output. */
  ARCHITECTURE("architecture"),
  /** The loss. */
  PENALTY("penalty"),
  /** How an update changes parameters. */
  UPDATE_RULE("update rule"),
  /** Parameters, at times between updates. */
  SCHEDULED_EDIT("scheduled edit");

  private final String text;

  InterventionKind(String text) {
    this.text = text;
  }

  /** In words. */
  public String text() {
    return text;
  }
}

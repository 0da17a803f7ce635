package dev.ductile.agent.intervention;

import java.util.Map;
import java.util.Set;

/** An intervention that is nothing but values of the configuration. */
public final class PutsSettings extends Intervention {
  private final Map<String, Object> settings;
  private final Map<String, Set<String>> needs;

  /**
   * Makes one that needs nothing.
   *
   * @param settings by dotted key
   */
  public PutsSettings(InterventionType type, Options arguments, Map<String, Object> settings) {
    this(type, arguments, settings, Map.of());
  }

  /**
   * Makes one.
   *
   * @param settings by dotted key
   * @param needs values of which a configuration must have one, by dotted key
   */
  public PutsSettings(
      InterventionType type,
      Options arguments,
      Map<String, Object> settings,
      Map<String, Set<String>> needs) {
    super(type, arguments);
    this.settings = settings;
    this.needs = needs;
  }

  @Override
  public Map<String, Object> settings() {
    return settings;
  }

  @Override
  public Map<String, Set<String>> needs() {
    return needs;
  }

  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.plain("its constants count from the first update on");
  }
}

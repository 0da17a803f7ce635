package dev.ductile.agent.settings;

/** Values by dotted key while a configuration is put together: of a run, of a probe. */
public interface SettingValues {
  /** The value and its source; null where none was put. */
  Setting get(String key);

  /**
   * Puts a value over what was there.
   *
   * @param source where it comes from, for messages
   * @throws dev.ductile.base.ConfigurationException if there is no such key
   */
  SettingValues put(String key, Object value, String source);
}

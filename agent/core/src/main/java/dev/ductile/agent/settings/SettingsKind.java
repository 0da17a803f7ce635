package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import java.util.Map;

/**
 * What settings are put together for, and how messages speak of it.
 *
 * @param configuration a record of values and of such records
 * @param ownNames of keys that are called otherwise in a run, by the run's name
 * @param example an assignment such as a user may write
 * @param allKeys where all keys are listed, as a clause
 */
public record SettingsKind<C extends Record>(
    Class<C> configuration, Map<String, String> ownNames, String example, String allKeys) {
  /** Settings of a training run. */
  public static final SettingsKind<RunConfig> RUN =
      new SettingsKind<>(
          RunConfig.class, Map.of(), "replay.batchSize=64", "a run's config.yaml lists all keys");

  /** What a run's key is called here. */
  String own(String key) {
    return ownNames.getOrDefault(key, key);
  }
}

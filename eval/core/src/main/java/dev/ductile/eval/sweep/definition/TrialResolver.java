package dev.ductile.eval.sweep.definition;

import java.util.List;

/** Knows what a trial's words mean: the command line, which this package does not know. */
public interface TrialResolver {
  /**
   * What tells trials apart: SHA-256 over the command and everything of the resolved configuration
   * that can influence what it comes to. Equal for words, presets and defaults that come to the
   * same.
   *
   * @return one for each trial, in their order
   * @throws dev.ductile.base.ConfigurationException naming a trial that cannot be run, and why
   */
  List<String> identities(List<Trial> trials);

  /**
   * What a trial takes of a machine.
   *
   * @throws dev.ductile.base.ConfigurationException if it cannot be run
   */
  TrialDemand demand(Trial trial);
}

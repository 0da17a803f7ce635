package dev.ductile.agent.config;

import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.TdLoss;

/**
 * What is learned.
 *
 * @param kind the family
 * @param tdLoss loss of the temporal-difference error, for DQN
 * @param doubleQ whether the online network chooses the next action (van Hasselt et al. 2016)
 */
public record ObjectiveConfig(Kind kind, TdLoss tdLoss, boolean doubleQ) {
  /** Families of objectives. */
  public enum Kind {
    /** Expected values (Mnih et al. 2015). */
    DQN
  }

  /** Checks that every value is there. */
  public ObjectiveConfig {
    Checks.present("objective.kind", kind);
    Checks.present("objective.tdLoss", tdLoss);
  }

  /** The objective of this configuration. */
  public Objective build() {
    return switch (kind) {
      case DQN -> new DqnObjective(tdLoss, doubleQ);
    };
  }
}

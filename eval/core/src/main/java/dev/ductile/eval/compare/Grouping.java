package dev.ductile.eval.compare;

import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.agent.settings.OtherNames;
import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.StoredEvaluation;
import java.util.List;

/**
 * What the runs of a row have in common.
 *
 * @param text as it is typed
 * @param key the configuration's key
 */
public record Grouping(String text, String key) {
  private static final String INTERVENTIONS = "interventions";

  /**
   * A grouping by its name.
   *
   * @throws ConfigurationException if there is none
   */
  public static Grouping of(String text) {
    if (text.equals("intervention") || text.equals(INTERVENTIONS)) {
      return new Grouping("intervention", INTERVENTIONS);
    }
    if (List.of("seed", "run.seed", "game", "env.game").contains(text)) {
      throw new ConfigurationException(
          "--by "
              + text
              + " is not possible: a row is over games and seeds; for some of them only,"
              + " name their runs");
    }
    if (!ConfigKeys.all().containsKey(text)) {
      throw new ConfigurationException(
          "--by '"
              + text
              + "' is none of intervention, agent, or a key of a run such as"
              + " optimizer.learningRate"
              + OtherNames.question(text, ConfigKeys.all().keySet()));
    }
    return new Grouping(text, text);
  }

  /** The label of a run's row. */
  public String label(ScoredRun run) {
    return labelled(run.values().get(key));
  }

  /**
   * The label of an evaluation's row.
   *
   * @throws ConfigurationException if its file does not say what rows are made by
   */
  public String label(StoredEvaluation evaluation) {
    String value = RuleCheck.identity(evaluation).get(key);
    if (value == null) {
      throw new ConfigurationException(
          evaluation.file()
              + " does not say "
              + key
              + "; compare files of evaluations by intervention, agent or preset");
    }
    return labelled(value);
  }

  /** The label of the row that is asked for: interventions may be written with every parameter. */
  String label(String row) {
    return labelled(row);
  }

  /** Whether rows are made by interventions. */
  boolean isByIntervention() {
    return key.equals(INTERVENTIONS);
  }

  private String labelled(String value) {
    if (value.isEmpty()) {
      return "none";
    }
    return isByIntervention() ? RowInterventions.of(value).label() : value;
  }
}

package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.Printable;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.RunOutcome;
import java.util.Locale;

/** What {@code train} prints when it is done. */
final class TrainReport {
  private TrainReport() {}

  /** The report of a run that ended in this way. */
  static String of(RunOutcome outcome, RunConfig config, RunFolder folder) {
    StringBuilder text = new StringBuilder();
    if (!outcome.completed()) {
      text.append(
          String.format(
              Locale.ROOT,
              "stopped early at frame %d; go on with --resume %s%n",
              (Long) outcome.summary().get("frames"),
              Printable.of(folder.path())));
    } else if (outcome.evaluation() != null && outcome.randomPlayer() != null) {
      text.append("final evaluation: ").append(outcome.evaluation().sentence()).append('\n');
      text.append(hint(outcome.evaluation(), config));
      text.append("random player:    ").append(outcome.randomPlayer().sentence()).append('\n');
    }
    if (outcome.visits() != null) {
      text.append(outcome.visits());
    }
    outcome.published().forEach(comparison -> text.append(comparison.line()).append('\n'));
    text.append("parametersSha256 ").append(outcome.summary().get("parametersSha256")).append('\n');
    text.append("learning curve   ").append(Printable.of(folder.learningCurveFile())).append('\n');
    KeptForkPoints.lines(folder).forEach(text::append);
    text.append("run folder       ").append(Printable.of(folder.path())).append('\n');
    return text.toString();
  }

  /** How to have all games, where a limit left some out. */
  private static String hint(EvaluationResult result, RunConfig config) {
    return result.finished() == result.planned()
        ? ""
        : String.format(
            Locale.ROOT,
            "                  evaluation.maxFrames=%d ended it; 0 plays all games%n",
            config.evaluation().maxFrames());
  }
}

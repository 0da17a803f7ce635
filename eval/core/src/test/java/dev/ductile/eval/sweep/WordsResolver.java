package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.definition.TrialResolver;
import java.util.List;

/** Takes words for what they are, where trials are shell scripts. */
public class WordsResolver implements TrialResolver {
  @Override
  public List<String> identities(List<Trial> trials) {
    return trials.stream().map(t -> Trial.ofWords(t.command(), t.arguments())).toList();
  }

  @Override
  public TrialDemand demand(Trial trial) {
    return new TrialDemand(1L << 30, 1, "cpu");
  }
}

package dev.ductile.eval.run.figure;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.Visit;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.eval.plot.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where, in frames, something begins in a run: learning, visits, scheduled interventions. */
final class RunMarks {
  private RunMarks() {}

  /**
   * The marks of a run in the order of frames.
   *
   * @param frames how long it is
   */
  static List<Mark> of(RunConfig config, long frames) {
    List<Mark> marks = new ArrayList<>();
    long learning = config.pace().firstUpdateSteps() * config.env().frameSkip();
    add(marks, learning, frames, "learning begins");
    for (Intervention each : config.interventions().all()) {
      long first = firstFrame(config, each, frames);
      if (first > 0) {
        add(marks, first, frames, each.label() + " begins");
      }
    }
    if (config.continual().on()) {
      long length = config.continual().visitFrames();
      for (int visit = 0; visit * length < frames; visit++) {
        Visit there = config.continual().visit(visit);
        add(marks, visit * length, frames, there.label());
      }
    }
    if (config.fork().on()) {
      long fork = config.fork().atFrames();
      marks.removeIf(mark -> mark.at() < fork); // of the prefix, whose curve is not here
      add(marks, fork, frames, "forked");
    }
    marks.sort(Comparator.comparingDouble(Mark::at));
    return marks;
  }

  private static void add(List<Mark> marks, long at, long frames, String label) {
    if (at <= frames) {
      marks.add(new Mark(at, label));
    }
  }

  /** The first frame at which it acts; 0 from the beginning, beyond {@code frames} if never. */
  private static long firstFrame(RunConfig config, Intervention each, long frames) {
    long low = 0;
    long high = frames + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (each.actsWithin(updates(config, middle), middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static long updates(RunConfig config, long frames) {
    return config.pace().updatesAfter(frames / config.env().frameSkip());
  }
}

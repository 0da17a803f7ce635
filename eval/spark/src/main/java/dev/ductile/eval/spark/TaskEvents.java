package dev.ductile.eval.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** What Spark says of trials' tasks while they run, kept until somebody asks. */
final class TaskEvents extends SparkListener {
  /** The property of a job that says which trial it is. */
  static final String TRIAL = "ductile.trial";

  /**
   * An event.
   *
   * @param trial its place in the sweep
   * @param failure why the attempt failed; empty at its start
   * @param failures of this trial so far that Spark counts
   */
  record Event(int trial, Optional<String> failure, int failures) {}

  private final Map<Integer, Integer> trials = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> failures = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Event> events = new ConcurrentLinkedQueue<>();

  /** What happened since the last call. */
  List<Event> take() {
    List<Event> taken = new ArrayList<>();
    for (Event event = events.poll(); event != null; event = events.poll()) {
      taken.add(event);
    }
    return taken;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    Properties properties = submitted.properties();
    String trial = properties == null ? null : properties.getProperty(TRIAL);
    if (trial != null) {
      trials.put(submitted.stageInfo().stageId(), Integer.valueOf(trial));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    Integer trial = trials.get(start.stageId());
    if (trial != null) {
      events.add(new Event(trial, Optional.empty(), failures.getOrDefault(trial, 0)));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    Integer trial = trials.get(end.stageId());
    if (trial != null && end.reason() instanceof TaskFailedReason reason) {
      int counted = failures.merge(trial, reason.countTowardsTaskFailures() ? 1 : 0, Integer::sum);
      String text =
          reason instanceof ExceptionFailure exception
              ? exception.description()
              : reason.toErrorString();
      events.add(new Event(trial, Optional.of(text), counted));
    }
  }
}

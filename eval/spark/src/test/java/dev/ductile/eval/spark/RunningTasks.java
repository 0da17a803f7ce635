package dev.ductile.eval.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Knows by their stages' names which tasks run, and how often each was tried. */
public final class RunningTasks extends SparkListener {
  static final Map<String, Long> IDS = new ConcurrentHashMap<>();
  static final Map<Long, String> RUNNING = new ConcurrentHashMap<>();
  static final Map<String, Integer> STARTS = new ConcurrentHashMap<>();
  static final Map<String, String> REASONS = new ConcurrentHashMap<>();

  private final Map<Integer, String> stages = new ConcurrentHashMap<>();

  static void forget() {
    IDS.clear();
    RUNNING.clear();
    STARTS.clear();
    REASONS.clear();
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    stages.put(submitted.stageInfo().stageId(), submitted.stageInfo().name());
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    String name = stages.get(start.stageId());
    IDS.put(name, start.taskInfo().taskId());
    RUNNING.put(start.taskInfo().taskId(), name);
    STARTS.merge(name, 1, Integer::sum);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    RUNNING.remove(end.taskInfo().taskId());
    REASONS.put(stages.get(end.stageId()), end.reason().toString());
  }
}

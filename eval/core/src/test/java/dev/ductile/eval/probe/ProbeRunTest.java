package dev.ductile.eval.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.probe.data.Glyphs;
import dev.ductile.eval.probe.data.ImageSet;
import dev.ductile.eval.probe.task.TaskBatch;
import dev.ductile.eval.probe.task.TaskName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole probes of a few seconds. */
class ProbeRunTest {
  private static final ImageSet POOL = Glyphs.draw(1, 200);

  private static Settings<ProbeConfig> tiny(TaskName task) {
    return ProbeSettings.of(task, NetworkChoice.MLP)
        .put("network.hiddenUnits", 32, "test")
        .put("task.examples", 128, "test")
        .put("task.batchSize", 16, "test")
        .put("task.tasks", 2, "test")
        .put("task.stepsPerTask", 60, "test")
        .put("run.logsPerTask", 3, "test");
  }

  private static ProbeResult run(Settings<ProbeConfig> settings, long seed) {
    return run(settings, seed, ProbeMeasurements.none());
  }

  private static ProbeResult run(
      Settings<ProbeConfig> settings, long seed, ProbeMeasurements.Factory with) {
    try (ProbeRun run = new ProbeRun(settings.toConfig(), seed, POOL, with, ProbeListener.none())) {
      return run.run(() -> false);
    }
  }

  @Test
  void everyTaskIsLearned() {
    for (TaskName task : TaskName.values()) {
      Settings<ProbeConfig> settings = tiny(task).put("task.stepsPerTask", 300, "test");
      settings.put("task.tasks", 1, "test").put("bandit.discount", 0, "test");
      ProbeResult result = run(settings, 1);
      double score = result.score(0);
      if (task.score().higherIsBetter()) {
        assertThat(score).as(task.text()).isGreaterThan(0.5);
      } else {
        assertThat(score).as(task.text()).isLessThan(0.6);
      }
      assertThat(result.curve()).hasSize(3);
      assertThat(result.tasks().get(0)).containsKey("onlineScore");
    }
  }

  @Test
  void numbersAreLearnedAsClassesToo() {
    Settings<ProbeConfig> settings =
        tiny(TaskName.OFFSET_REGRESSION).put("task.offset", 10, "test");
    settings.put("objective.kind", "TWO_HOT", "test").put("task.stepsPerTask", 300, "test");
    assertThat(run(settings, 1).score(0)).isLessThan(0.8);
  }

  /** An edit at the moment of a task's end comes behind its score. */
  @Test
  void aResetAtTheSwitchIsOfTheNextTask() {
    Settings<ProbeConfig> settings =
        tiny(TaskName.CLASS_PERMUTATION).put("task.stepsPerTask", 200, "test");
    ProbeResult plain = run(settings.copy(), 1);
    ProbeResult reset = run(ProbeSettings.with(settings, "reset:layers=0:period-updates=200"), 1);
    assertThat(plain.score(0)).isGreaterThan(0.5);
    assertThat(reset.tasks().get(0)).isEqualTo(plain.tasks().get(0));
    assertThat(reset.tasks().get(1)).isNotEqualTo(plain.tasks().get(1));
  }

  /** The tortoise is scored, whatever there is to copy a target network from. */
  @Test
  void hareAndTortoiseRunInAllTasks() {
    for (TaskName task : List.of(TaskName.RANDOM_LABELS, TaskName.BANDIT)) {
      Settings<ProbeConfig> settings = tiny(task).put("run.measure", "probe", "test");
      settings.put("run.measureBatch", 16, "test");
      ProbeResult plain = run(settings.copy(), 1, NetworkMeasurements.factory());
      ProbeSettings.with(settings, "hare-and-tortoise=0.9:period-updates=1000");
      ProbeResult averaged = run(settings, 1, NetworkMeasurements.factory());
      assertThat(averaged.score(1)).as(task.text()).isNotEqualTo(plain.score(1));
      assertThat(averaged.tasks().get(1)).containsKey("plasticity/random-target-loss/total");
      if (task == TaskName.RANDOM_LABELS) {
        assertThat(averaged.parametersSha256()).isEqualTo(plain.parametersSha256());
      }
    }
  }

  @Test
  void sameSeedSameParameters() {
    List<String> hashes = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      hashes.add(run(tiny(TaskName.RANDOM_LABELS), seed).parametersSha256());
      hashes.add(run(tiny(TaskName.BANDIT), seed).parametersSha256());
    }
    assertThat(hashes.subList(2, 4)).isEqualTo(hashes.subList(0, 2));
    assertThat(hashes.get(4)).isNotEqualTo(hashes.get(0));
    assertThat(hashes.get(5)).isNotEqualTo(hashes.get(1));
  }

  @Test
  void measurementsAreLoggedAndChangeNothing() {
    List<ProbeMeasurements.Moment> moments = new ArrayList<>();
    Set<String> batches = new HashSet<>();
    Set<String> labels = new HashSet<>();
    ProbeResult measured =
        run(
            tiny(TaskName.RANDOM_LABELS),
            1,
            (config, initial, seed) ->
                (learner, at, samples) -> {
                  moments.add(at);
                  TaskBatch batch = samples.apply(8);
                  batches.add(Arrays.toString(batch.observations()));
                  labels.add(Arrays.toString(batch.actions()));
                  return Map.of("answer", 42.0);
                });
    assertThat(moments)
        .extracting(m -> m.updates())
        .containsExactly(20L, 40L, 60L, 80L, 100L, 120L);
    assertThat(moments)
        .extracting(m -> m.taskEnd())
        .containsExactly(false, false, true, false, false, true);
    assertThat(measured.tasks().get(1)).containsEntry("answer", 42.0);
    assertThat(batches).as("the same examples").hasSize(1);
    assertThat(labels).as("the labels of two tasks").hasSize(2);
    assertThat(measured.parametersSha256())
        .isEqualTo(run(tiny(TaskName.RANDOM_LABELS), 1).parametersSha256());
  }

  private static ProbeStudy study(Path folder, int seeds, int examples) {
    Settings<ProbeConfig> settings =
        tiny(TaskName.RANDOM_LABELS).put("task.examples", examples, "test");
    List<ProbeVariant> variants =
        ProbeVariants.of(settings, List.of("none", "layer-norm"), List.of());
    return new ProbeStudy(variants, 1, seeds, seed -> POOL, folder, ProbeMeasurements.none());
  }

  @Test
  void stoppedStudyGoesOn(@TempDir Path folder) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    // In the middle of the third of four runs.
    var stopped = study(folder, 2, 128).run(() -> asked.incrementAndGet() > 2 * 121 + 50);
    assertThat(stopped.values()).allMatch(runs -> runs.size() == 1);
    assertThat(folder.resolve("none/seed-2/metrics.jsonl")).isNotEmptyFile();
    assertThat(folder.resolve("layer-norm/seed-2")).doesNotExist();

    Path finished = folder.resolve("none/seed-1/summary.json");
    Files.setLastModifiedTime(finished, java.nio.file.attribute.FileTime.fromMillis(0));
    var whole = study(folder, 2, 128).run(() -> false);
    assertThat(Files.getLastModifiedTime(finished).toMillis()).as("not run again").isZero();
    assertThat(whole.values()).allMatch(runs -> runs.size() == 2);
    List<ProbeResult> baseline = whole.values().iterator().next();
    assertThat(baseline.get(0)).isEqualTo(stopped.values().iterator().next().get(0));

    ProbeTable table = new ProbeTable(TaskName.RANDOM_LABELS.score(), whole);
    assertThat(table.rows()).hasSize(2);
    double mean = (baseline.get(0).score(1) + baseline.get(1).score(1)) / 2;
    assertThat(table.rows().get(0).last().estimate()).isEqualTo(mean);
    assertThat(table.rows().get(0).minusBaseline().estimate()).isNaN();
    assertThat(table.markdown()).contains("| layer-norm | 2 |");
    new ProbeFigures("test", TaskName.RANDOM_LABELS.score(), whole)
        .writeCurve(folder.resolve("curve.png"));
    assertThat(Files.size(folder.resolve("curve.png"))).isGreaterThan(5000);
    assertThatThrownBy(() -> study(folder, 2, 100).run(() -> false))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("other settings");
  }

  @Test
  void aVariantThatCannotBeginIsRefusedBeforeAnyHasBegun(@TempDir Path folder) {
    List<ProbeVariant> variants =
        ProbeVariants.of(
            tiny(TaskName.RANDOM_LABELS),
            List.of("none", "reset:layers=99:period-updates=60"),
            List.of());
    ProbeStudy study =
        new ProbeStudy(variants, 1, 2, seed -> POOL, folder, ProbeMeasurements.none());
    assertThatThrownBy(() -> study.run(() -> false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("layers=99");
    assertThat(folder).isEmptyDirectory();
  }

  /** The figures that recipes name, in the summary of one run in a folder of its own. */
  @Test
  void singleRunHasItsFiguresAndMeasurements(@TempDir Path scratch) throws IOException {
    Settings<ProbeConfig> settings =
        tiny(TaskName.OFFSET_REGRESSION).put("run.measureBatch", 64, "test");
    ProbeVariant plain = new ProbeVariant("none", settings.toConfig());
    settings.put("run.measure", "dead,linearised,weights,ntk", "test");
    ProbeVariant variant = new ProbeVariant("none", settings.toConfig());
    Path folder = scratch.resolve("run");
    ProbeResult result = single(variant, folder);
    assertThat(result.parametersSha256())
        .as("measuring changes nothing")
        .isEqualTo(single(plain, scratch.resolve("plain")).parametersSha256());
    assertThat(new RunFolder(folder).isRun()).isTrue();
    assertThat(SummaryFile.isCompleted(folder.resolve("summary.json"))).isTrue();
    JsonNode probe =
        new ObjectMapper().readTree(folder.resolve("summary.json").toFile()).get("probe");
    assertThat(probe.get("firstTaskScore").asDouble()).isEqualTo(result.score(0));
    assertThat(probe.get("lastTaskScore").asDouble()).isEqualTo(result.score(1));
    assertThat(probe.get("lastMinusFirst").asDouble()).isEqualTo(result.score(1) - result.score(0));
    assertThat(probe.get("meanScore").asDouble())
        .isCloseTo((result.score(0) + result.score(1)) / 2, within(1e-12));
    assertThat(probe.get("fineTuneLoss")).isEqualTo(probe.get("lastTask").get("squaredError"));
    for (String quantity :
        List.of("dead@0", "linearised@0", "weight-norm", "ntk-effective-rank@64")) {
      assertThat(probe.get("lastTask").get("plasticity/" + quantity + "/total").isNumber())
          .as(quantity)
          .isTrue();
    }
    JsonNode along = probe.get("alongTasks");
    assertThat(along.get("withScore").get("plasticity/ntk-effective-rank@64/total").asDouble())
        .as("two tasks")
        .isIn(-1.0, 0.0, 1.0);
    List<String> log = Files.readAllLines(folder.resolve("metrics.jsonl"));
    assertThat(log).hasSize(8);
    assertThat(log.get(0)).contains("plasticity/dead@0/total").doesNotContain("ntk");
    assertThat(log.get(3)).contains("plasticity/dead@0/total", "plasticity/ntk-lambda-1@64/total");
    assertThat(single(variant, folder)).as("not run again").isEqualTo(result);
    assertThatThrownBy(() -> single(plain, folder)).hasMessageContaining("other settings");
    assertThatThrownBy(() -> single(plain, scratch)).hasMessageContaining("is not empty");
  }

  /** What another process put there in the meantime stays as it is. */
  @Test
  void aFolderReplacedUnderAProbeIsLeftAlone(@TempDir Path scratch) throws IOException {
    Path folder = scratch.resolve("run");
    ProbeVariant variant = new ProbeVariant("none", tiny(TaskName.OFFSET_REGRESSION).toConfig());
    AtomicInteger updates = new AtomicInteger();
    assertThatThrownBy(
            () ->
                ProbeStudy.single(
                    variant,
                    1,
                    POOL,
                    folder,
                    ProbeMeasurements.none(),
                    () -> {
                      if (updates.incrementAndGet() == 70) {
                        replace(folder, scratch.resolve("moved"));
                      }
                      return false;
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("removed, moved or replaced");
    assertThat(folder.resolve("metrics.jsonl")).hasContent("theirs");
    assertThat(folder.resolve("summary.json")).doesNotExist();
  }

  private static void replace(Path folder, Path away) {
    try {
      Files.move(folder, away);
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("metrics.jsonl"), "theirs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void oneProcessWritesToAProbe(@TempDir Path scratch) {
    ProbeVariant variant = new ProbeVariant("none", tiny(TaskName.OFFSET_REGRESSION).toConfig());
    try (RunLock theirs = RunLock.take(scratch)) {
      assertThat(theirs.isHeld()).isTrue();
      assertThatThrownBy(() -> single(variant, scratch))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("another process is writing");
    }
  }

  /** Long measurements can be told from a probe that hangs. */
  @Test
  void whatIsBeingMeasuredIsTold() {
    Settings<ProbeConfig> settings =
        tiny(TaskName.OFFSET_REGRESSION).put("run.measureBatch", 16, "test");
    settings.put("run.measure", "dead,weights,ntk", "test").put("task.tasks", 1, "test");
    List<String> heard = new ArrayList<>();
    ProbeListener listener =
        new ProbeListener() {
          @Override
          public void onPoint(ProbeResult.Point point, Map<String, Double> measurements) {}

          @Override
          public void onTaskEnd(int task, long updates, Map<String, Double> figures) {}

          @Override
          public void onMeasuring(String name, int number, int of) {
            heard.add(name + " " + number + "/" + of);
          }

          @Override
          public void onMeasured() {
            heard.add("done");
          }
        };
    try (ProbeRun run =
        new ProbeRun(settings.toConfig(), 1, POOL, NetworkMeasurements.factory(), listener)) {
      run.run(() -> false);
    }
    List<String> cheap = List.of("dead 1/2", "weights 2/2", "done");
    assertThat(heard.subList(0, 3)).isEqualTo(cheap);
    assertThat(heard).endsWith("dead 1/2", "weights 2/2", "ntk 1/1", "done");
  }

  private static ProbeResult single(ProbeVariant variant, Path folder) {
    return ProbeStudy.single(variant, 1, POOL, folder, NetworkMeasurements.factory(), () -> false);
  }

  @Test
  void divergenceIsSaid() {
    Settings<ProbeConfig> settings = tiny(TaskName.GROWING_TARGETS);
    settings.put("optimizer.learningRate", 1e30, "test");
    assertThatThrownBy(() -> run(settings, 1))
        .isInstanceOf(ProbeDivergedException.class)
        .hasMessageContaining("--learning-rate");
  }
}

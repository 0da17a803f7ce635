package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.base.files.Digests;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Small trainings that stop, are saved, go on and are compared part by part. */
final class StoppedTraining {
  static final int FRAMES = 2400;
  static final int SLOTS = 2;
  static final int STEPS = FRAMES / 4 / SLOTS;

  /** Where its checkpoints are. */
  final Path folder;

  StoppedTraining(Path folder) {
    this.folder = folder;
  }

  static RunConfig config(String agent, String preset, String... more) {
    Settings<RunConfig> settings = AgentPresets.load(agent, preset);
    List<String> all =
        new ArrayList<>(
            List.of(
                "env.game=volley",
                "env.maxFramesPerEpisode=350",
                "network.torso=MLP",
                "network.widthFactor=1",
                "network.hiddenUnits=12",
                "replay.capacityTransitions=400",
                "replay.minimumTransitions=80",
                "replay.batchSize=8",
                "learning.updatePeriodSteps=4",
                "learning.targetUpdatePeriodUpdates=7",
                "run.frames=" + FRAMES,
                "run.environments=" + SLOTS,
                "run.environmentThreads=2",
                "run.engineThreads=1",
                "run.emulatorReloadFrames=500"));
    all.addAll(List.of(more));
    all.forEach(assignment -> settings.putText(assignment, "test"));
    return settings.toConfig();
  }

  static Trainer open(RunConfig config) {
    return new Trainer(config, new TensorFlowEngine(), RomStore.standard(), List.of());
  }

  TrainingCheckpoints checkpoints(RunConfig config, Trainer trainer) {
    return new TrainingCheckpoints(folder, config, trainer, 2, 100);
  }

  /** SHA-256 of each part of a training's state. */
  static Map<String, String> dump(Trainer trainer) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    ByteArrayOutputStream state = new ByteArrayOutputStream();
    trainer.save(new DataOutputStream(state));
    parts.put("state", Digests.sha256(state.toByteArray()));
    if (trainer.replayCheckpoint().isPresent()) {
      parts.putAll(entries(trainer.replayCheckpoint().get(), trainer.slots()));
    }
    List<Variable> variables = trainer.learner().variables();
    List<float[]> values = trainer.learner().read(variables);
    for (int i = 0; i < values.size(); i++) {
      parts.put("variable " + variables.get(i).name(), sha256(values.get(i)));
    }
    return parts;
  }

  private static Map<String, String> entries(ReplayCheckpoint replay, int slots)
      throws IOException {
    Map<String, String> parts = new TreeMap<>();
    for (int slot = 0; slot < slots; slot++) {
      ByteArrayOutputStream entries = new ByteArrayOutputStream();
      replay.writeEntries(
          slot, replay.firstSequence(slot), replay.endSequence(slot), Channels.newChannel(entries));
      parts.put("entries of slot " + slot, Digests.sha256(entries.toByteArray()));
    }
    return parts;
  }

  static String sha256(float... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
    return Digests.sha256(bytes.toByteArray());
  }

  /** Steps a training on to a given number of vector steps, with what a run does on the way. */
  static boolean train(Trainer trainer, TrainingCheckpoints checkpoints, int untilStep) {
    return trainer.run(
        new TrainingListener() {
          @Override
          public void onStep(Counters counters, Supplier<TrainingMetrics> metrics) {
            if (checkpoints != null) {
              checkpoints.prepare();
            }
          }
        },
        () -> trainer.counters().agentSteps() >= (long) untilStep * SLOTS);
  }

  static Map<String, String> straight(RunConfig config) throws IOException {
    try (Trainer trainer = open(config)) {
      assertThat(train(trainer, null, Integer.MAX_VALUE)).isTrue();
      return dump(trainer);
    }
  }

  /** Goes on from the newest checkpoint, if there is one. */
  void resume(RunConfig config, Trainer trainer) {
    List<String> warnings = new ArrayList<>();
    TrainingCheckpoints.newest(folder, warnings)
        .ifPresent(saved -> checkpoints(config, trainer).restore(saved));
    assertThat(warnings).isEmpty();
  }

  /** Writes a checkpoint. */
  void save(RunConfig config, Trainer trainer) {
    // A journal that was never told of earlier files writes all entries anew.
    checkpoints(config, trainer).write(Map.of("metricsBytes", 17L));
  }

  /** Files of the folder whose names end so, in order. */
  List<String> names(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(suffix))
          .sorted()
          .toList();
    }
  }
}

package dev.ductile.agent.checkpoint;

import dev.ductile.agent.training.Trainer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Reads a checkpoint's files into a fresh trainer.
 *
 * @param folder where the files are
 * @param trainer which gets the state and the learner's variables
 * @param journal which gets the replay memory's entries
 */
record CheckpointLoading(Path folder, Trainer trainer, ReplayJournal journal) {
  /** Reads a trainer's state. */
  interface StateReader {
    void read(DataInputStream state) throws IOException;
  }

  void load(
      CheckpointManifest manifest,
      Path manifestFile,
      StateReader reader,
      Predicate<String> mayBeMissing) {
    try (InputStream file = Files.newInputStream(folder.resolve(manifest.state().name()))) {
      reader.read(new DataInputStream(new BufferedInputStream(file, 1 << 16)));
      LearnerCheckpoint.read(
          folder.resolve(manifest.learner().name()), trainer.learner(), mayBeMissing);
      journal.restore(manifest.entries());
    } catch (CheckpointException e) {
      throw e;
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | ArithmeticException e) {
      throw new DamagedCheckpointException(
          manifestFile + " is damaged: its state cannot be read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DamagedCheckpointException(
          "cannot go on from " + manifestFile + ": " + e.getMessage(), e);
    }
    if (!trainer.counters().equals(manifest.counters())) {
      throw new DamagedCheckpointException(
          manifestFile + " is damaged: it contradicts itself: " + manifest.counters());
    }
  }
}

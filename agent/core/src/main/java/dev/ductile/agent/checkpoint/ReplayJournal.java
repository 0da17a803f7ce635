package dev.ductile.agent.checkpoint;

import dev.ductile.agent.training.Trainer;
import dev.ductile.replay.ReplayCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A replay memory's entries, where there is one, in files that are written once. Each holds what
 * all slots appended since the file before; a file is dropped when the memory holds none of it any
 * more.
 */
final class ReplayJournal {
  /** Entries that are written without waiting for a checkpoint, unless asked otherwise. */
  static final int ENTRIES_PER_FILE = 4096;

  private final Path folder;
  private final Optional<ReplayCheckpoint> memory;
  private final int slots;
  private final List<CheckpointManifest.ReplayEntries> files = new ArrayList<>();
  private final long[] written;
  private final int entriesPerFile;
  private final Set<String> kept = new HashSet<>();

  ReplayJournal(Path folder, Trainer trainer, int entriesPerFile) {
    this.entriesPerFile = entriesPerFile;
    this.folder = folder;
    this.memory = trainer.replayCheckpoint();
    this.slots = trainer.slots();
    this.written = new long[slots];
  }

  /** Whether there is enough for a file, so that a checkpoint will have little left to write. */
  boolean isDue() {
    return memory.isPresent()
        && (memory.get().endSequence(0) - written[0]) * slots >= entriesPerFile;
  }

  /**
   * Writes everything that is not in a file yet.
   *
   * @return the files with all that the memory holds now
   */
  List<CheckpointManifest.ReplayEntries> spill() {
    return memory.isPresent() ? spill(memory.get()) : List.of();
  }

  private List<CheckpointManifest.ReplayEntries> spill(ReplayCheckpoint replay) {
    long[] from = new long[slots];
    long[] to = new long[slots];
    boolean any = false;
    for (int slot = 0; slot < slots; slot++) {
      from[slot] = Math.max(written[slot], replay.firstSequence(slot));
      to[slot] = replay.endSequence(slot);
      any |= from[slot] < to[slot];
    }
    if (any) {
      files.add(new CheckpointManifest.ReplayEntries(write(replay, from, to), from, to));
      System.arraycopy(to, 0, written, 0, slots);
    }
    List<CheckpointManifest.ReplayEntries> dropped =
        files.stream().filter(file -> isOverwritten(replay, file)).toList();
    files.removeAll(dropped);
    for (CheckpointManifest.ReplayEntries file : dropped) {
      deleteUnlessKept(file.file().name());
    }
    return List.copyOf(files);
  }

  /** From now on a checkpoint names all present files: they go with it, not before. */
  void keep() {
    kept.clear();
    files.forEach(file -> kept.add(file.file().name()));
  }

  /** Long memories between rare checkpoints would fill the disk with what nobody reads. */
  private void deleteUnlessKept(String name) {
    if (!kept.contains(name)) {
      try {
        Files.deleteIfExists(folder.resolve(name));
      } catch (IOException e) {
        throw new CheckpointException("cannot delete " + name + ": " + e.getMessage(), e);
      }
    }
  }

  private CheckpointFiles.Whole write(ReplayCheckpoint replay, long[] from, long[] to) {
    String name = String.format(Locale.ROOT, "replay-%012d-%012d.entries", from[0], to[0]);
    return CheckpointFiles.write(
        folder,
        name,
        out -> {
          WritableByteChannel channel = Channels.newChannel(out);
          for (int slot = 0; slot < slots; slot++) {
            replay.writeEntries(slot, from[slot], to[slot], channel);
          }
        });
  }

  private boolean isOverwritten(ReplayCheckpoint replay, CheckpointManifest.ReplayEntries file) {
    for (int slot = 0; slot < slots; slot++) {
      if (file.to()[slot] > replay.firstSequence(slot)) {
        return false;
      }
    }
    return true;
  }

  /** Reads all entries of a memory whose state was restored. */
  void restore(List<CheckpointManifest.ReplayEntries> saved) throws IOException {
    if (memory.isPresent()) {
      restore(memory.get(), saved);
    }
  }

  private void restore(ReplayCheckpoint replay, List<CheckpointManifest.ReplayEntries> saved)
      throws IOException {
    for (CheckpointManifest.ReplayEntries part : saved) {
      if (part.from().length != slots) {
        throw new DamagedCheckpointException(
            String.format(
                Locale.ROOT,
                "%s is damaged: entries of %d slots, not %d",
                folder.resolve(part.file().name()),
                part.from().length,
                slots));
      }
      try (InputStream in = Files.newInputStream(folder.resolve(part.file().name()))) {
        ReadableByteChannel channel = Channels.newChannel(in);
        for (int slot = 0; slot < slots; slot++) {
          replay.readEntries(slot, part.from()[slot], part.to()[slot], channel);
        }
      }
      System.arraycopy(part.to(), 0, written, 0, slots);
      files.add(part);
    }
    keep();
    replay.finishRestore();
  }
}

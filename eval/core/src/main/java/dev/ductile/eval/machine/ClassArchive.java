package dev.ductile.eval.machine;

import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Loaded classes in a file that further virtual machines start with (class data sharing of Java):
 * many short processes of one program start sooner. The first process that is started writes it
 * when it ends. A machine that the file does not fit starts as without it. Changes no result.
 */
public final class ClassArchive implements AutoCloseable {
  private final Path file;
  private final Path unfinished;
  private boolean writing;

  /**
   * An archive that does not exist yet; what an earlier process left of the name is removed.
   *
   * @param file where it will be
   */
  public ClassArchive(Path file) {
    this.file = file;
    this.unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    close();
  }

  /** Flags of Java for the next process. */
  public synchronized List<String> flags() {
    if (Files.exists(file)) {
      return List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", "-Xlog:cds=off");
    }
    if (writing) {
      return List.of();
    }
    writing = true;
    return List.of("-XX:ArchiveClassesAtExit=" + unfinished, "-Xlog:cds=off");
  }

  /**
   * A process has ended.
   *
   * @param flags that {@link #flags} gave for it
   */
  public synchronized void ended(List<String> flags) {
    Optional<String> writer =
        flags.stream().filter(flag -> flag.startsWith("-XX:ArchiveClassesAtExit")).findFirst();
    if (writer.isEmpty()) {
      return;
    }
    writing = false;
    try {
      if (Files.exists(unfinished)) {
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      writing = true; // it only would have been quicker
    }
  }

  /** Removes the file; processes that were started with it go on. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }
}

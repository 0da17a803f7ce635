package dev.ductile.eval.folder;

import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Keeps a second process, or a second training of this one, from writing into a run's folder. The
 * operating system ends the lock with the process, however that ends; the file {@code run.lock}
 * remains and means nothing.
 */
public final class RunLock implements AutoCloseable {
  /** Name of the file that is locked. */
  public static final String FILE_NAME = "run.lock";

  /**
   * Folders locked by this process. The operating system drops a lock as soon as the process closes
   * any channel to the file, so a second one must not be opened here.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;
  private final Object fileKey;

  private RunLock(Path folder, FileChannel channel) throws IOException {
    this.folder = folder;
    this.channel = channel;
    this.fileKey = fileKey(folder);
  }

  /**
   * Whether some process holds the lock of a folder, as the system's list says; asking takes no
   * lock. False where there is no such list.
   */
  public static boolean isTaken(Path folder) {
    return holder(folder).isPresent();
  }

  /**
   * The process that holds the lock of a folder, as the system's list says; empty where nobody has
   * it or there is no such list. In a container that cannot see the process its number is 0.
   */
  public static OptionalLong holder(Path folder) {
    try {
      if (OURS.contains(folder.toRealPath())) {
        return OptionalLong.of(ProcessHandle.current().pid());
      }
      Object inode =
          Files.getAttribute(folder.resolve(FILE_NAME), "unix:ino", LinkOption.NOFOLLOW_LINKS);
      String ending = ":" + inode;
      // 1: POSIX ADVISORY WRITE 4711 08:02:262153 0 EOF
      try (Stream<String> locks = Files.lines(Path.of("/proc/locks"))) {
        return locks
            .map(line -> List.of(line.strip().split(" +")))
            .filter(words -> words.stream().anyMatch(word -> word.endsWith(ending)))
            .mapToLong(RunLock::pid)
            .findFirst();
      }
    } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
      return OptionalLong.empty();
    }
  }

  /** The word before the file's. */
  private static long pid(List<String> words) {
    int at = 0;
    while (at < words.size() && words.get(at).chars().filter(c -> c == ':').count() != 2) {
      at++;
    }
    String pid = at > 0 && at < words.size() ? words.get(at - 1) : "";
    return pid.matches("\\d{1,9}") ? Long.parseLong(pid) : 0;
  }

  /** Tells files apart, whatever they are called; null where the file system cannot. */
  private static Object fileKey(Path folder) throws IOException {
    return Files.readAttributes(
            folder.resolve(FILE_NAME), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  /** Whether the folder is still the one that was locked, and not another of its name. */
  public boolean isHeld() {
    try {
      return channel.isOpen() && Objects.equals(fileKey, fileKey(folder));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * To be called before something is written.
   *
   * @throws OutputException if the folder was removed, moved or replaced since it was locked
   */
  public void requireHeld() {
    if (!isHeld()) {
      throw new OutputException(
          folder
              + " was removed, moved or replaced while this process wrote to it; it stops and"
              + " leaves alone what is there now");
    }
  }

  /**
   * Takes the lock of a run folder.
   *
   * @throws OutputException if somebody has it, or the folder cannot be written
   */
  public static RunLock take(Path folder) {
    return tryTake(folder).orElseThrow(() -> taken(folder));
  }

  /**
   * Takes the lock of a folder unless somebody has it.
   *
   * @return empty if somebody has it
   * @throws OutputException if the folder cannot be written
   */
  public static Optional<RunLock> tryTake(Path folder) {
    try {
      Path real = folder.toRealPath();
      if (!OURS.add(real)) {
        return Optional.empty();
      }
      RunLock lock = null;
      try {
        FileChannel channel = open(folder);
        lock = channel == null ? null : new RunLock(real, channel);
        return Optional.ofNullable(lock);
      } finally {
        if (lock == null) {
          OURS.remove(real);
        }
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder.resolve(FILE_NAME), e);
    }
  }

  /** Null if another process has the lock. */
  private static FileChannel open(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE_NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static OutputException taken(Path folder) {
    return new OutputException(
        "another process is writing to "
            + folder.toAbsolutePath()
            + "; wait until it ends, or stop it");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot give up a lock: " + e.getMessage(), e);
    } finally {
      OURS.remove(folder);
    }
  }
}

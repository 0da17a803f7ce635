package dev.ductile.eval.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code metrics.jsonl}: one JSON object a line, handed to the operating system line by line, so
 * that a killed run loses at most the line it was writing. Keys come in the order of the map. NaN
 * and the infinities are written as the strings {@code "NaN"}, {@code "Infinity"} and {@code
 * "-Infinity"}; null means "does not apply".
 *
 * <p>For exact resume a checkpoint stores {@link #byteOffset}, and {@link #rewindTo} cuts off what
 * was logged after it. Not thread-safe.
 */
public final class MetricsLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MetricsLog.class);
  private static final int SCAN_BYTES = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private long byteOffset;
  private CRC32C checksum = new CRC32C();

  /** Whether there may be something behind the end. */
  private boolean resumed;

  private MetricsLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Starts a new log.
   *
   * @throws OutputException if the file exists or cannot be written
   */
  public static MetricsLog create(Path file) {
    try {
      removeIfEmpty(file);
      return new MetricsLog(
          file,
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (java.nio.file.FileAlreadyExistsException e) {
      throw new OutputException(
          "there is a log in " + file.toAbsolutePath() + " already; resume or use a new run", e);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  /** A process that was killed before its first line leaves a file without any. */
  private static void removeIfEmpty(Path file) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0) {
      Files.delete(file);
    }
  }

  /**
   * Goes on with a log, or starts one where there is none. Lines at the end that are not complete
   * JSON objects (a process killed or a machine lost while writing) are passed over. Nothing is cut
   * before {@link #rewindTo} or {@link #write}.
   *
   * @throws OutputException if the file cannot be read or written, or is a link
   */
  public static MetricsLog append(Path file) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      MetricsLog metrics = new MetricsLog(file, channel);
      metrics.findEnd();
      return metrics;
    } catch (IOException e) {
      closeQuietly(channel);
      throw OutputException.cannotWrite(file, e);
    }
  }

  /**
   * Appends one line.
   *
   * @param values numbers, strings, booleans, null, lists or maps, written in the map's order
   * @throws OutputException if it cannot be written; no part of the line is left in the file then
   */
  public void write(Map<String, ?> values) {
    byte[] bytes = (Json.line(values) + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer line = ByteBuffer.wrap(bytes);
    long end = byteOffset + line.remaining();
    try {
      cutRest();
      long position = byteOffset;
      while (line.hasRemaining()) {
        position += channel.write(line, position);
      }
    } catch (IOException e) {
      cutAfterFailure();
      throw OutputException.cannotWrite(file, e);
    }
    byteOffset = end;
    checksum.update(bytes);
  }

  /** A number for a line, or null where it is not known yet or does not apply (NaN). */
  public static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /** Forces everything written so far to disk; call before a checkpoint that refers to it. */
  public void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  /** Length of the log in bytes: where the next line begins. */
  public long byteOffset() {
    return byteOffset;
  }

  /** CRC-32C of the log, by which a checkpoint knows it again. */
  public long checksum() {
    return checksum.getValue();
  }

  /**
   * Cuts the log to an earlier length, once it is known to be the same log; what is cut is kept
   * beside it, as {@code metrics-cut-1.jsonl}.
   *
   * @param offset a former value of {@link #byteOffset}
   * @param expected the value of {@link #checksum} then, or null if it is not known
   * @throws OutputException if the offset is beyond the end or not at the start of a line, or the
   *     content is not what it was (the log and the checkpoint do not belong together), or the file
   *     cannot be changed; the log is as it was then
   */
  public void rewindTo(long offset, Long expected) {
    if (offset > byteOffset) {
      throw new OutputException(
          file.toAbsolutePath()
              + " has "
              + byteOffset
              + " whole bytes of the "
              + offset
              + " that the checkpoint remembers: its end was lost; put the file back from a copy,"
              + " or start a new run");
    }
    try {
      CRC32C found = checksumOf(offset);
      if (expected != null && offset >= 0 && found.getValue() != expected) {
        throw new OutputException(
            file.toAbsolutePath()
                + " is not the log that the checkpoint remembers: its first "
                + offset
                + " bytes were changed, or it is another run's; put the file back from a copy,"
                + " or start a new run");
      }
      if (offset < 0 || (offset > 0 && byteAt(offset - 1) != '\n')) {
        throw new OutputException(
            "cannot rewind "
                + file.toAbsolutePath()
                + " to byte "
                + offset
                + " of "
                + byteOffset
                + ": no line begins there; log and checkpoint are not of the same run");
      }
      byteOffset = offset;
      resumed = true;
      checksum = found;
      cutRest();
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  private void findEnd() throws IOException {
    long size = channel.size();
    byteOffset = endOfLastLine(size);
    // A lost machine can leave blocks of zeros, or whole lines of them, at the end.
    while (byteOffset > 0) {
      long start = endOfLastLine(byteOffset - 1);
      if (endsWithJsonObject(start)) {
        break;
      }
      byteOffset = start;
    }
    if (byteOffset < size) {
      log.warn("The last {} bytes of {} are an unfinished line", size - byteOffset, file);
    }
    resumed = true;
    checksum = checksumOf(byteOffset);
  }

  /** Cuts what lies behind the log's end, and keeps it in a file of its own. */
  private void cutRest() throws IOException {
    if (!resumed) {
      return;
    }
    resumed = false;
    long size = channel.size();
    if (size <= byteOffset) {
      return;
    }
    for (int number = 1; ; number++) {
      Path beside = file.resolveSibling("metrics-cut-" + number + ".jsonl");
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      AtomicFiles.write(
          beside,
          out -> {
            for (long at = byteOffset; at < size; at += SCAN_BYTES) {
              ByteBuffer block = ByteBuffer.allocate((int) Math.min(SCAN_BYTES, size - at));
              readFully(block, at);
              out.write(block.array());
            }
          });
      channel.truncate(byteOffset);
      return;
    }
  }

  private CRC32C checksumOf(long end) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer block = ByteBuffer.allocate(SCAN_BYTES);
    for (long start = 0; start < end; start += SCAN_BYTES) {
      block.clear().limit((int) Math.min(SCAN_BYTES, end - start));
      readFully(block, start);
      block.flip();
      sum.update(block);
    }
    return sum;
  }

  private boolean endsWithJsonObject(long start) throws IOException {
    ByteBuffer line = ByteBuffer.allocate(Math.toIntExact(byteOffset - start));
    readFully(line, start);
    try {
      return Json.MAPPER.readTree(new String(line.array(), StandardCharsets.UTF_8)).isObject();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void cutAfterFailure() {
    try {
      channel.truncate(byteOffset);
    } catch (IOException e) {
      log.debug("Could not cut an unfinished line off {}: {}", file, e.toString());
    }
  }

  private byte byteAt(long position) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    readFully(one, position);
    return one.get(0);
  }

  /** Behind the last line break before {@code end}; 0 where there is none. */
  private long endOfLastLine(long end) throws IOException {
    for (long at = end; at > 0; at -= Math.min(SCAN_BYTES, at)) {
      ByteBuffer block = ByteBuffer.allocate((int) Math.min(SCAN_BYTES, at));
      readFully(block, at - block.limit());
      for (int i = block.limit(); i > 0; i--) {
        if (block.get(i - 1) == '\n') {
          return at - block.limit() + i;
        }
      }
    }
    return 0;
  }

  private void readFully(ByteBuffer target, long start) throws IOException {
    while (target.hasRemaining()) {
      if (channel.read(target, start + target.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        log.debug("Could not close a log: {}", e.toString());
      }
    }
  }
}

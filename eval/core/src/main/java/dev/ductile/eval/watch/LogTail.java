package dev.ductile.eval.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.eval.text.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads a log as it grows: each whole line once, and a line that is still being written when it is
 * whole. A log that was cut, as by a resume, is read from its beginning again.
 */
final class LogTail {
  private static final int BLOCK_BYTES = 1 << 16;

  /** So many bytes before the place where reading goes on tell whether the log is the same. */
  private static final int REMEMBERED_BYTES = 256;

  private final Path file;
  private final ByteArrayOutputStream half = new ByteArrayOutputStream();
  private byte[] remembered = {};

  /** Up to where the file was read, the half line included. */
  private long offset;

  LogTail(Path file) {
    this.file = file;
  }

  /**
   * Takes what came since the last call.
   *
   * @param anew called before the first line if all lines given so far no longer count
   * @param lines is given each line that is a JSON object; others are passed over
   * @throws IOException if the log cannot be read
   */
  void poll(Runnable anew, Consumer<JsonNode> lines) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (!continues(channel)) {
        offset = 0;
        remembered = new byte[0];
        half.reset();
        anew.run();
      }
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      while (channel.read(block.clear(), offset) > 0) {
        offset += block.position();
        remember(Arrays.copyOf(block.array(), block.position()));
        take(block.flip(), lines);
      }
    } catch (NoSuchFileException e) {
      return; // a run that begins has none yet
    }
  }

  private boolean continues(FileChannel channel) throws IOException {
    if (channel.size() < offset) {
      return false;
    }
    ByteBuffer now = ByteBuffer.allocate(remembered.length);
    while (now.hasRemaining()) {
      if (channel.read(now, offset - now.remaining()) < 0) {
        return false;
      }
    }
    return Arrays.equals(now.array(), remembered);
  }

  private void remember(byte[] read) {
    byte[] all = Arrays.copyOf(remembered, remembered.length + read.length);
    System.arraycopy(read, 0, all, remembered.length, read.length);
    remembered = Arrays.copyOfRange(all, Math.max(0, all.length - REMEMBERED_BYTES), all.length);
  }

  private void take(ByteBuffer block, Consumer<JsonNode> lines) {
    while (block.hasRemaining()) {
      byte next = block.get();
      if (next != '\n') {
        half.write(next);
        continue;
      }
      JsonNode line = parsed(half.toString(java.nio.charset.StandardCharsets.UTF_8));
      half.reset();
      if (line.isObject()) {
        lines.accept(line);
      }
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.missingNode(); // damaged: the commands that compute say so
    }
  }
}

package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every whole line once, whenever one looks. */
class LogTailTest {
  @TempDir private Path scratch;
  private Path file;
  private LogTail tail;
  private final List<Integer> frames = new ArrayList<>();

  @BeforeEach
  void open() {
    file = scratch.resolve("metrics.jsonl");
    tail = new LogTail(file);
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private List<Integer> look() throws IOException {
    tail.poll(frames::clear, line -> frames.add(line.path("frames").asInt()));
    return frames;
  }

  @Test
  void aFileThatIsNotThereYetHasNoLines() throws IOException {
    assertThat(look()).isEmpty();
    append("{\"frames\":4}\n");
    assertThat(look()).containsExactly(4);
  }

  @Test
  void halfALineWaitsUntilItIsWhole() throws IOException {
    append("{\"frames\":4}\n{\"fra");
    assertThat(look()).containsExactly(4);
    assertThat(look()).containsExactly(4);
    append("mes\":8}");
    assertThat(look()).containsExactly(4);
    append("\n");
    assertThat(look()).containsExactly(4, 8);
  }

  @Test
  void aLogThatWasCutIsReadAnew() throws IOException {
    append("{\"frames\":4}\n{\"frames\":8}\n{\"frames\":12}\n");
    assertThat(look()).hasSize(3);
    Files.writeString(file, "{\"frames\":4}\n{\"frames\":9}\n");
    assertThat(look()).containsExactly(4, 9);
  }

  @Test
  void aLogThatWasCutAndIsLongerAlreadyIsReadAnew() throws IOException {
    append("{\"frames\":4}\n{\"frames\":8}\n");
    assertThat(look()).containsExactly(4, 8);
    Files.writeString(file, "{\"frames\":4}\n{\"frames\":9}\n{\"frames\":13}\n");
    assertThat(look()).containsExactly(4, 9, 13);
  }

  @Test
  void linesThatAreNoObjectsArePassedOver() throws IOException {
    append("\0\0\0\n[1]\n{\"frames\":4}\n{\"frames\":\n{\"frames\":8}\n");
    assertThat(look()).containsExactly(4, 8);
  }

  @Test
  void manyBlocksAreJoined() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("{\"frames\":").append(i).append("}\n");
    }
    append(text.toString());
    assertThat(look()).hasSize(20_000).endsWith(19_999);
  }
}

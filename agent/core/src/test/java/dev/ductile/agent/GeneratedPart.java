package dev.ductile.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page in {@code agent/docs} between two marker lines that code gives; {@code
 * -Dductile.regenerate=true} writes it.
 */
public final class GeneratedPart {
  private GeneratedPart() {}

  /** Fails if the page's part is not the given one. */
  public static void check(String page, String begin, String end, String content)
      throws IOException {
    Path file = repository().resolve("agent/docs").resolve(page);
    String text = Files.readString(file);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertThat(from)
        .as("markers in %s", page)
        .isGreaterThanOrEqualTo(begin.length())
        .isLessThan(to);
    String part = "\n\n" + content + "\n";
    if (Boolean.getBoolean("ductile.regenerate")) {
      Files.writeString(file, text.substring(0, from) + part + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to))
        .as("generated part of %s; -Dductile.regenerate=true writes it anew", page)
        .isEqualTo(part);
  }

  /** The repository's folder. */
  public static Path repository() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("agent/docs"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder agent/docs above the working directory");
  }
}

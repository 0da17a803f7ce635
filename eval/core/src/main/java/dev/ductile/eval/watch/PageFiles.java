package dev.ductile.eval.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The files of the page, by their whole address. Others are not there, whatever is asked. */
final class PageFiles {
  /**
   * A file.
   *
   * @param type as {@code Content-Type} says it
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared; read only.
  record PageFile(String type, byte[] bytes) {}

  private static final Map<String, PageFile> FILES =
      Map.of(
          "/", read("watch.html", "text/html; charset=utf-8"),
          "/watch.css", read("watch.css", "text/css; charset=utf-8"),
          "/charts.js", read("charts.js", "text/javascript; charset=utf-8"),
          "/watch.js", read("watch.js", "text/javascript; charset=utf-8"));

  private PageFiles() {}

  /** The file of an address, or null. */
  static PageFile at(String path) {
    return FILES.get(path);
  }

  private static PageFile read(String name, String type) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      return new PageFile(type, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

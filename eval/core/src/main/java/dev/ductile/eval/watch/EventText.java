package dev.ductile.eval.watch;

import dev.ductile.eval.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Server-sent events: a name and one line of text. */
final class EventText {
  /** Says nothing, and finds out whether the client is still there. */
  static final byte[] STILL_HERE = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private EventText() {}

  static byte[] json(String name, Map<String, ?> values) {
    return of(name, Json.line(values));
  }

  static byte[] picture(byte[] png) {
    return of(Announcer.SCREEN, Base64.getEncoder().encodeToString(png));
  }

  private static byte[] of(String name, String line) {
    return ("event: " + name + "\ndata: " + line + "\n\n").getBytes(StandardCharsets.UTF_8);
  }
}

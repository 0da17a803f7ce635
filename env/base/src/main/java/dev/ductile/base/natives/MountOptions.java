package dev.ductile.base.natives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the file system of a folder is mounted, as Linux tells. */
final class MountOptions {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private MountOptions() {}

  /** Options such as {@code noexec}; none where they cannot be known. */
  static Set<String> of(Path folder) {
    try {
      Path there = folder.toAbsolutePath();
      while (!Files.exists(there)) {
        there = there.getParent();
      }
      return of(there.toRealPath(), Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Set.of();
    }
  }

  /** The options in the table's line for the deepest mount that holds {@code real}. */
  static Set<String> of(Path real, List<String> table) {
    Set<String> options = Set.of();
    int deepest = -1;
    for (String line : table) {
      String[] fields = line.split(" ");
      if (fields.length < 6) {
        continue;
      }
      Path mount = Path.of(unescape(fields[4]));
      // A later line covers an earlier one at the same place.
      if (real.startsWith(mount) && mount.getNameCount() >= deepest) {
        deepest = mount.getNameCount();
        options = new TreeSet<>(Arrays.asList(fields[5].split(",")));
      }
    }
    return options;
  }

  /** Spaces and backslashes are octal; other bytes are UTF-8. */
  private static String unescape(String field) {
    Matcher octal = OCTAL.matcher(field);
    String bytes =
        octal.replaceAll(
            m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 8))));
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}

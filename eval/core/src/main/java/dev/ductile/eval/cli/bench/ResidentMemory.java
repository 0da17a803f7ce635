package dev.ductile.eval.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of this process lies in main memory, as Linux tells it. */
final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /** The most that was resident at any time, in bytes; absent where the system does not tell. */
  static OptionalLong peakBytes() {
    try {
      Matcher line = PEAK.matcher(Files.readString(STATUS));
      return line.find()
          ? OptionalLong.of(1024 * Long.parseLong(line.group(1)))
          : OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}

package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Help is what was asked for: standard output, and no error. */
class HelpTest {
  @TempDir private Path home;

  @ParameterizedTest
  @MethodSource("helps")
  void helpGoesToStandardOutput(List<String> args) {
    CapturedCommand result = CapturedCommand.run(home, args.toArray(String[]::new));
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("Usage: ductile");
  }

  private static Stream<List<String>> helps() {
    return Stream.of(
        List.of(),
        List.of("--help"),
        List.of("train", "--help"),
        List.of("evaluate", "--help"),
        List.of("compare", "--help"),
        List.of("watch", "--help"),
        List.of("report", "--help"),
        List.of("play", "--help"),
        List.of("roms", "import", "--help"),
        List.of("trace", "--help"),
        List.of("bench"),
        List.of("bench", "update", "--help"),
        List.of("doctor", "--help"));
  }
}

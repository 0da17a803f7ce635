package dev.ductile.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Drivers are made up as they describe themselves. */
class NvidiaDriverTest {
  private static final String PROPRIETARY =
      "NVRM version: NVIDIA UNIX x86_64 Kernel Module  470.82.01  Wed Oct 27 21:21:55 UTC 2021\n"
          + "GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n";
  private static final String OPEN =
      "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.15  Release Build  (u@h)\n";

  @Test
  void readsTheVersion() {
    assertThat(NvidiaDriver.parse(PROPRIETARY)).contains(new NvidiaDriver("470.82.01"));
    assertThat(NvidiaDriver.parse(OPEN)).contains(new NvidiaDriver("550.54.15"));
    for (String text : List.of("", "NVRM version: none", "GCC version:  gcc version 12.2.0 ")) {
      assertThat(NvidiaDriver.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void saysWhatIsTooOldAndWhatIsNeeded() {
    assertThat(new NvidiaDriver("470.82.01").whyTooOld(12))
        .contains(
            "NVIDIA's driver 470.82.01 is too old for CUDA 12; install 525.60.13 or a newer one");
    assertThat(new NvidiaDriver("470.82.01").whyTooOld(11)).isEmpty();
    assertThat(new NvidiaDriver("525.60.13").whyTooOld(12)).isEmpty();
    assertThat(new NvidiaDriver("525.60.9").whyTooOld(12)).isPresent();
    assertThat(new NvidiaDriver("525.60").whyTooOld(12)).isPresent();
    assertThat(new NvidiaDriver("550.54.15").whyTooOld(12)).isEmpty();
    assertThat(new NvidiaDriver("100.1").whyTooOld(99)).as("nothing is known").isEmpty();
  }
}

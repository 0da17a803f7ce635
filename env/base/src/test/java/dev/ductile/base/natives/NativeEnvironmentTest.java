package dev.ductile.base.natives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeEnvironmentTest {
  @Test
  void theFirstValueStays() {
    String name = "DUCTILE_TEST_VARIABLE";
    assertThat(NativeEnvironment.setDefault(name, "1")).isEqualTo("1");
    assertThat(NativeEnvironment.setDefault(name, "0")).isEqualTo("1");
  }

  @Test
  void whatTheProcessWasStartedWithStays() {
    String path = System.getenv("PATH");
    assertThat(path).isNotEmpty();
    assertThat(NativeEnvironment.setDefault("PATH", "nowhere")).isEqualTo(path);
  }
}

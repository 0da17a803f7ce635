package dev.ductile.base.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountOptionsTest {
  private static final List<String> TABLE =
      List.of(
          "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
          "30 21 0:25 / /tmp rw,nosuid,noexec shared:2 - tmpfs tmpfs rw",
          "31 30 0:26 / /tmp/with\\040space ro,relatime - tmpfs tmpfs rw");

  @Test
  void theDeepestMountCounts() {
    assertThat(MountOptions.of(Path.of("/home/me"), TABLE)).containsExactly("relatime", "rw");
    assertThat(MountOptions.of(Path.of("/tmp/x"), TABLE)).contains("noexec");
    assertThat(MountOptions.of(Path.of("/tmpx"), TABLE)).doesNotContain("noexec");
    assertThat(MountOptions.of(Path.of("/tmp/with space/x"), TABLE)).contains("ro");
  }
}

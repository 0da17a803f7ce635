package dev.ductile.replay.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which limit binds, and what a container leaves. */
class MemoryLimitsTest {
  @Test
  void namesTheLimitThatBinds() {
    MemoryLimits limits =
        new MemoryLimits(
            List.of(
                new MemoryLimits.Limit("the first", 300, "raise it"),
                new MemoryLimits.Limit("the container's", 200, "raise the container's")));
    assertThatThrownBy(() -> limits.require(201, "replay memory"))
        .hasMessage(
            "replay memory needs 201 bytes off-heap but only 200 are available (the container's);"
                + " raise the container's");
    limits.require(200, "replay memory");
    assertThat(MemoryLimits.current().availableBytes()).isPositive();
  }

  @Test
  void refusesWhatTheHeapCannotHold() {
    assertThatThrownBy(() -> MemoryLimits.requireHeap(50 << 20, "the index", 64 << 20))
        .isInstanceOf(ReplayMemoryException.class)
        .hasMessageContaining("the index needs 52,428,800 bytes of Java's heap")
        .hasMessageContaining("67,108,864")
        .hasMessageContaining("-Xmx307m");
    MemoryLimits.requireHeap(10 << 20, "the index", 64 << 20);
  }

  /** Version 2 of the interface; the group above is the tighter one. */
  @Test
  void countsWhatAContainerUsesAlready(@TempDir Path scratch) throws IOException {
    Path membership = Files.writeString(scratch.resolve("cgroup"), "0::/pod/container\n");
    Path mount = scratch.resolve("mount");
    group(mount, "pod", "memory.max", 800 << 20, "memory.current", 300 << 20, "inactive_file");
    group(mount, "pod/container", "memory.max", 900 << 20, "memory.current", 1, "inactive_file");
    assertThat(ContainerMemory.availableBytes(membership, mount)).isEqualTo(510L << 20);
    Files.writeString(mount.resolve("pod/memory.max"), "max\n");
    assertThat(ContainerMemory.availableBytes(membership, mount)).isEqualTo(900L << 20);
  }

  /** Version 1; a container sees its group as the root and not the path that the host calls it. */
  @Test
  void readsTheOlderInterface(@TempDir Path scratch) throws IOException {
    Path membership =
        Files.writeString(scratch.resolve("cgroup"), "5:cpu:/x\n4:memory:/docker/abc\n");
    group(
        scratch,
        "memory",
        "memory.limit_in_bytes",
        800 << 20,
        "memory.usage_in_bytes",
        300 << 20,
        "total_inactive_file");
    assertThat(ContainerMemory.availableBytes(membership, scratch)).isEqualTo(510L << 20);
    assertThat(ContainerMemory.availableBytes(scratch.resolve("none"), scratch))
        .isEqualTo(Long.MAX_VALUE);
  }

  private static void group(
      Path mount, String name, String limitFile, int limit, String usageFile, int usage, String key)
      throws IOException {
    Path folder = Files.createDirectories(mount.resolve(name));
    Files.writeString(folder.resolve(limitFile), limit + "\n");
    Files.writeString(folder.resolve(usageFile), usage + "\n");
    Files.writeString(
        folder.resolve("memory.stat"), "anon 5\n" + key + " " + (10 << 20) + "\nactive_file 7\n");
  }
}

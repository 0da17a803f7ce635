package dev.ductile.replay.limits;

import java.util.Locale;

/**
 * Exact bytes of a replay memory's arrays when full.
 *
 * @param frameStoreBytes off-heap bytes of the frames
 * @param metadataBytes on-heap bytes of actions, rewards, flags (and priorities where there are
 *     any)
 * @param entries entries in the memory
 * @param bytesPerFrame bytes of one frame
 */
public record MemoryNeed(long frameStoreBytes, long metadataBytes, int entries, int bytesPerFrame) {

  /**
   * Both parts together.
   *
   * @return bytes
   */
  public long totalBytes() {
    return frameStoreBytes + metadataBytes;
  }

  /**
   * One line for the start of a run.
   *
   * @return for example {@code replay memory: 7,062,000,000 bytes (1,000,000 frames of 7,056 bytes
   *     off-heap: 7,056,000,000; metadata: 6,000,000)}
   */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "replay memory: %,d bytes (%,d frames of %,d bytes off-heap: %,d; metadata: %,d)",
        totalBytes(),
        entries,
        bytesPerFrame,
        frameStoreBytes,
        metadataBytes);
  }
}

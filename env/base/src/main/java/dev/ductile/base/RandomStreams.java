package dev.ductile.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Independent random streams, all derived from one seed. A stream is named for its purpose, so that
 * drawing more from one never moves another. Equal (seed, name, index) always give equal streams.
 *
 * <p>A stream is xoshiro256++ (Blackman and Vigna 2021), its 256 bits of state being the SHA-256 of
 * seed (8 bytes, big-endian), name (UTF-8), a zero byte and index (4 bytes, big-endian).
 *
 * @param seed the seed of everything
 */
public record RandomStreams(long seed) {
  /**
   * A new generator at the start of a stream.
   *
   * @param name purpose, for example {@code sticky}; without zero characters
   * @param index number of the environment or component that owns the stream
   * @return a generator whose state can be saved
   */
  public RestorableUniformRandomProvider stream(String name, int index) {
    ByteBuffer digest = ByteBuffer.wrap(digest(name, index));
    long[] state = {digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong()};
    return RandomSource.XO_SHI_RO_256_PP.create(state);
  }

  /**
   * A derived seed for a component that seeds itself, such as the emulator.
   *
   * @param name purpose
   * @param index number of the owner
   * @return 0 to 2³¹-1
   */
  public int derivedSeed(String name, int index) {
    return ByteBuffer.wrap(digest(name, index)).getInt() & Integer.MAX_VALUE;
  }

  private byte[] digest(String name, int index) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer input = ByteBuffer.allocate(Long.BYTES + utf8.length + 1 + Integer.BYTES);
    input.putLong(seed).put(utf8).put((byte) 0).putInt(index);
    try {
      return MessageDigest.getInstance("SHA-256").digest(input.array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

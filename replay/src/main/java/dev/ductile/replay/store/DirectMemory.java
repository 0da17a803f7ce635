package dev.ductile.replay.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * Frees a direct buffer at once where the JVM offers the means ({@code invokeCleaner} of the {@code
 * jdk.unsupported} module); otherwise the garbage collector frees it once it is unreachable. Memory
 * is never read or written through that door.
 */
final class DirectMemory {
  private static final MethodHandle CLEANER = findCleaner();

  private DirectMemory() {}

  /** Frees {@code buffer}, which nothing may touch any more. It must not be a slice. */
  static void free(ByteBuffer buffer) {
    if (CLEANER == null) {
      return;
    }
    try {
      CLEANER.invoke(buffer);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot free a direct buffer: " + e, e);
    }
  }

  private static MethodHandle findCleaner() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field field = unsafe.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(unsafe, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
          .bindTo(field.get(null));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}

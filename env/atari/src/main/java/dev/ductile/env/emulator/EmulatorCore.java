package dev.ductile.env.emulator;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.Rom;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.StampedLock;

/**
 * The native side of one emulator and what must be freed. Knows nothing of the {@link Emulator}
 * that owns it, so that a cleaner can run it when the owner is gone.
 *
 * <p>The screen: the library's frame of palette indices is a {@code std::vector} inside the object.
 * Its three pointers are set to memory of ours while the emulator lives and set back before it is
 * destroyed, so the library writes each frame straight into a Java buffer, which stays valid after
 * close.
 */
final class EmulatorCore implements Runnable {
  /**
   * Loading a cartridge rewrites lookup tables of the video chip that all emulators of the process
   * share; a frame drawn meanwhile would be wrong. Emulation holds this lock for reading, loading
   * for writing.
   */
  static final StampedLock SHARED_TABLES = new StampedLock();

  /** The object has 36 bytes in the pinned build; the rest is a margin. */
  private static final int OBJECT_BYTES = 256;

  private static final int SCREEN_VECTOR_OFFSET = 8;

  private static final AtomicInteger LIVE = new AtomicInteger();

  private final long self;
  private Pointer screenVector;
  private long[] nativeScreen;
  private ByteBuffer screen;
  private boolean loaded;

  EmulatorCore(Rom rom, EmulatorSettings settings) {
    Ale.load();
    String path = rom.file().toAbsolutePath().toString();
    Charset encoding = fileNameEncoding();
    if (!encoding.newEncoder().canEncode(path) || path.indexOf(0) >= 0) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "the path %s cannot be written in this system's encoding %s: use another folder or"
                  + " LC_ALL=C.UTF-8",
              path,
              encoding));
    }
    long stamp = SHARED_TABLES.writeLock();
    try {
      rom.verify();
      self = Native.malloc(OBJECT_BYTES);
      new Pointer(self).clear(OBJECT_BYTES);
      Ale._ZN3ale12ALEInterfaceC1Ev(self);
      CppMemory.withString(
          "random_seed", key -> Ale._ZN3ale12ALEInterface6setIntERKSsi(self, key, settings.seed()));
      CppMemory.withString(
          "repeat_action_probability",
          key ->
              Ale._ZN3ale12ALEInterface8setFloatERKSsf(
                  self, key, settings.repeatActionProbability()));
      CppMemory.withPath(
          path, encoding, p -> Ale._ZN3ale12ALEInterface7loadROMENSt10filesystem4pathE(self, p));
      adoptScreen();
      loaded = true;
      LIVE.incrementAndGet();
    } finally {
      SHARED_TABLES.unlockWrite(stamp);
    }
  }

  private static Charset fileNameEncoding() {
    String name = System.getProperty("sun.jnu.encoding");
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  private void adoptScreen() {
    Pointer ours = new Pointer(Ale._ZN3ale12ALEInterface9getScreenEv(self));
    screenVector = ours.share(SCREEN_VECTOR_OFFSET);
    nativeScreen = screenVector.getLongArray(0, 3);
    int bytes = Math.toIntExact(nativeScreen[1] - nativeScreen[0]);
    screen = ByteBuffer.allocateDirect(bytes);
    long begin = CppMemory.address(Native.getDirectBufferPointer(screen));
    screen.put(0, new Pointer(nativeScreen[0]).getByteArray(0, bytes));
    screenVector.setLong(0, begin);
    screenVector.setLong(8, begin + bytes);
    screenVector.setLong(16, begin + bytes);
  }

  /** How many exist in this process. */
  static int live() {
    return LIVE.get();
  }

  /** Address of the {@code ALEInterface}. */
  long self() {
    return self;
  }

  /** The palette screen, height × width, written by the library. */
  ByteBuffer screen() {
    return screen;
  }

  /** Rows of the screen. */
  int screenHeight() {
    return screenVector.share(-SCREEN_VECTOR_OFFSET).getInt(0);
  }

  /** Columns of the screen. */
  int screenWidth() {
    return screenVector.share(-SCREEN_VECTOR_OFFSET).getInt(4);
  }

  /** Frees everything; called exactly once, by the cleaner or by close. */
  @Override
  public void run() {
    if (loaded) {
      screenVector.write(0, nativeScreen, 0, 3);
    }
    long stamp = SHARED_TABLES.writeLock();
    try {
      Ale._ZN3ale12ALEInterfaceD1Ev(self);
      Native.free(self);
      LIVE.decrementAndGet();
    } finally {
      SHARED_TABLES.unlockWrite(stamp);
    }
  }

  /** Runs a conversion of the current screen into a buffer of ours. */
  static Memory vectorOver(ByteBuffer target) {
    Memory vector = new Memory(CppMemory.VECTOR_BYTES);
    long begin = CppMemory.address(Native.getDirectBufferPointer(target));
    vector.setLong(0, begin);
    vector.setLong(8, begin + target.capacity());
    vector.setLong(16, begin + target.capacity());
    return vector;
  }
}

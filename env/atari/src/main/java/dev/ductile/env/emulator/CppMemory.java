package dev.ductile.env.emulator;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.Charset;

/**
 * The few C++ values that cross the border, made and destroyed by hand in the layout of the old
 * libstdc++ ABI.
 */
final class CppMemory {
  /** begin, end, capacity. */
  static final int VECTOR_BYTES = 24;

  private CppMemory() {}

  /** The address of a pointer. */
  static long address(Pointer pointer) {
    return Pointer.nativeValue(pointer);
  }

  /** Calls with a {@code std::string} that lives as long as the call. */
  static void withString(String text, java.util.function.LongConsumer use) {
    try (Memory string = newString(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
      use.accept(address(string));
      Ale._ZNSsD1Ev(address(string));
    }
  }

  /** Calls with a {@code std::filesystem::path} that lives as long as the call. */
  static void withPath(String path, Charset encoding, java.util.function.LongConsumer use) {
    // A path is a string at 0 and a list of its components at 8; splitting fills the list.
    try (Memory string = newString(path.getBytes(encoding));
        Memory object = new Memory(16)) {
      object.setLong(0, string.getLong(0));
      long self = address(object);
      Ale._ZNSt10filesystem4path5_ListC1Ev(self + 8);
      Ale._ZNSt10filesystem4path14_M_split_cmptsEv(self);
      use.accept(self);
      Ale._ZNKSt10filesystem4path5_List13_Impl_deleterclEPNS1_5_ImplE(self + 8, object.getLong(8));
      Ale._ZNSsD1Ev(self);
    }
  }

  private static Memory newString(byte[] characters) {
    Memory string = new Memory(8);
    try (Memory terminated = new Memory(characters.length + 1L);
        Memory allocator = new Memory(8)) {
      terminated.write(0, characters, 0, characters.length);
      terminated.setByte(characters.length, (byte) 0);
      Ale._ZNSsC1EPKcRKSaIcE(address(string), address(terminated), address(allocator));
    }
    return string;
  }

  /** Reads a {@code std::vector<int>} returned by value, and frees it. */
  static int[] takeInts(java.util.function.LongConsumer call) {
    try (Memory vector = new Memory(VECTOR_BYTES)) {
      vector.clear();
      call.accept(address(vector));
      long begin = vector.getLong(0);
      long bytes = vector.getLong(8) - begin;
      if (begin == 0) {
        return new int[0];
      }
      int[] values = new Pointer(begin).getIntArray(0, (int) (bytes / Integer.BYTES));
      Ale._ZdlPv(begin);
      return values;
    }
  }
}

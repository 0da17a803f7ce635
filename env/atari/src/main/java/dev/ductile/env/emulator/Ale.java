package dev.ductile.env.emulator;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.natives.NativeLibraries;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Direct mapping of libale 0.7.3 (old libstdc++ string layout) by mangled names. Addresses are
 * plain {@code long}s, so a call allocates nothing. Nothing is checked here: a wrong argument ends
 * the process, see {@link Emulator}.
 *
 * <p>By the Itanium C++ rules on x86-64: {@code this} is the first argument; an object passed by
 * value is passed by address and destroyed by the caller; a vector returned by value goes to a
 * hidden first argument and belongs to the caller.
 */
@SuppressWarnings({"MethodName", "checkstyle:MethodName"})
final class Ale {
  /** Loaded first, so that libale finds them by name; kept, so that they stay loaded. */
  private static final List<NativeLibrary> DEPENDENCIES;

  static {
    NativeFiles.checkPlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
    NativeLibraries.prepareJna();
    Path folder = NativeFiles.folder();
    Path sdl = NativeFiles.extract(NativeFiles.Library.SDL2, folder);
    Path ale = NativeFiles.extract(NativeFiles.Library.ALE, folder);
    try {
      DEPENDENCIES =
          List.of(
              NativeLibrary.getInstance(sdl.toString()),
              NativeLibrary.getInstance("libstdc++.so.6"));
      Native.register(Ale.class, NativeLibrary.getInstance(ale.toString()));
    } catch (UnsatisfiedLinkError e) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "cannot load the emulator from %s (%s): it needs libstdc++6 and zlib1g, and a folder"
                  + " that allows executable files (-D%s)",
              folder,
              e.getMessage().lines().findFirst().orElse(""),
              NativeFiles.FOLDER_PROPERTY),
          e);
    }
    // 2 = errors only: the library greets and warns on the standard streams otherwise.
    _ZN3ale6Logger7setModeENS0_4modeE(2);
  }

  private Ale() {}

  /** Loads the libraries, or throws what is in the way. */
  static void load() {
    if (DEPENDENCIES.isEmpty()) {
      throw new AssertionError();
    }
  }

  /** {@code ale::Logger::setMode(mode)}. */
  static native void _ZN3ale6Logger7setModeENS0_4modeE(int mode);

  /** {@code ale::ALEInterface::ALEInterface()}. */
  static native void _ZN3ale12ALEInterfaceC1Ev(long self);

  /** {@code ale::ALEInterface::~ALEInterface()}. */
  static native void _ZN3ale12ALEInterfaceD1Ev(long self);

  /** {@code ale::ALEInterface::setInt(std::string const&, int)}. */
  static native void _ZN3ale12ALEInterface6setIntERKSsi(long self, long key, int value);

  /** {@code ale::ALEInterface::setFloat(std::string const&, float)}. */
  static native void _ZN3ale12ALEInterface8setFloatERKSsf(long self, long key, float value);

  /** {@code ale::ALEInterface::loadROM(std::filesystem::path)}. */
  static native void _ZN3ale12ALEInterface7loadROMENSt10filesystem4pathE(long self, long path);

  /** {@code ale::ALEInterface::reset_game()}. */
  static native void _ZN3ale12ALEInterface10reset_gameEv(long self);

  /** {@code ale::ALEInterface::act(ale::Action)}. */
  static native int _ZN3ale12ALEInterface3actENS_6ActionE(long self, int action);

  /** {@code ale::ALEInterface::game_over() const}; only the lowest bit counts. */
  static native byte _ZNK3ale12ALEInterface9game_overEv(long self);

  /** {@code ale::ALEInterface::lives()}. */
  static native int _ZN3ale12ALEInterface5livesEv(long self);

  /** {@code ale::ALEInterface::getFrameNumber()}. */
  static native int _ZN3ale12ALEInterface14getFrameNumberEv(long self);

  /** {@code ale::ALEInterface::getEpisodeFrameNumber() const}. */
  static native int _ZNK3ale12ALEInterface21getEpisodeFrameNumberEv(long self);

  /** {@code ale::ALEInterface::getScreen()}: int rows, int columns, vector at 8. */
  static native long _ZN3ale12ALEInterface9getScreenEv(long self);

  /** {@code ale::ALEInterface::getScreenGrayscale(std::vector<unsigned char>&)}. */
  static native void _ZN3ale12ALEInterface18getScreenGrayscaleERSt6vectorIhSaIhEE(
      long self, long vector);

  /** {@code ale::ALEInterface::getScreenRGB(std::vector<unsigned char>&)}. */
  static native void _ZN3ale12ALEInterface12getScreenRGBERSt6vectorIhSaIhEE(long self, long vector);

  /** {@code ale::ALEInterface::getRAM()}: 128 bytes. */
  static native long _ZN3ale12ALEInterface6getRAMEv(long self);

  /** {@code ale::ALEInterface::setRAM(size_t, unsigned char)}. */
  static native void _ZN3ale12ALEInterface6setRAMEmh(long self, long index, byte value);

  /** {@code ale::ALEInterface::getLegalActionSet()}. */
  static native long _ZN3ale12ALEInterface17getLegalActionSetEv(long result, long self);

  /** {@code ale::ALEInterface::getMinimalActionSet()}. */
  static native long _ZN3ale12ALEInterface19getMinimalActionSetEv(long result, long self);

  /** {@code ale::ALEInterface::getAvailableModes()}. */
  static native long _ZN3ale12ALEInterface17getAvailableModesEv(long result, long self);

  /** {@code ale::ALEInterface::getAvailableDifficulties()}. */
  static native long _ZN3ale12ALEInterface24getAvailableDifficultiesEv(long result, long self);

  /** {@code ale::ALEInterface::setMode(unsigned)}; takes effect at the next reset. */
  static native void _ZN3ale12ALEInterface7setModeEj(long self, int mode);

  /** {@code ale::ALEInterface::setDifficulty(unsigned)}; takes effect at the next reset. */
  static native void _ZN3ale12ALEInterface13setDifficultyEj(long self, int difficulty);

  /** {@code std::string::string(char const*, std::allocator<char> const&)}, in libstdc++. */
  static native void _ZNSsC1EPKcRKSaIcE(long self, long characters, long allocator);

  /** {@code std::string::~string()}, in libstdc++. */
  static native void _ZNSsD1Ev(long self);

  /** {@code std::filesystem::path::_List::_List()}. */
  static native void _ZNSt10filesystem4path5_ListC1Ev(long self);

  /** {@code std::filesystem::path::_M_split_cmpts()}. */
  static native void _ZNSt10filesystem4path14_M_split_cmptsEv(long self);

  /** {@code std::filesystem::path::_List::_Impl_deleter::operator()(_Impl*) const}. */
  static native void _ZNKSt10filesystem4path5_List13_Impl_deleterclEPNS1_5_ImplE(
      long deleter, long list);

  /** {@code operator delete(void*)}, in libstdc++. */
  static native void _ZdlPv(long address);
}

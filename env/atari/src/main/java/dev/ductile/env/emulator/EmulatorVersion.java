package dev.ductile.env.emulator;

/** Which emulator plays. */
public final class EmulatorVersion {
  /** Version of libale, then of its packaging. */
  public static final String LIBALE = NativeFiles.VERSION;

  private EmulatorVersion() {}
}

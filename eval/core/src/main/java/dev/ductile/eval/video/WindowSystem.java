package dev.ductile.eval.video;

import dev.ductile.base.files.OutputException;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether windows can be opened here. Some builds of Java come without the library for windows
 * (packages named headless). Where {@code DISPLAY} is set as well, such a Java believes it can open
 * windows, and then even pictures in memory end in a linkage error.
 */
public final class WindowSystem {
  private static final String LIBRARY = "libawt_xawt.so";
  private static final String HEADLESS = "java.awt.headless";

  private WindowSystem() {}

  /** Opens a window in the thread of AWT. */
  @FunctionalInterface
  interface Opening<T> {
    /** The window, open. */
    T open() throws InterruptedException, InvocationTargetException;
  }

  /**
   * Tells a Java without windows that it has none, so that it draws pictures all the same. To be
   * called before anything of AWT is; a choice by the user stays.
   */
  public static void prepare() {
    if (!hasLibrary(javaHome()) && System.getProperty(HEADLESS) == null) {
      System.setProperty(HEADLESS, "true");
    }
  }

  private static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Whether a Java has the library for windows. */
  static boolean hasLibrary(Path javaHome) {
    return Files.exists(javaHome.resolve("lib").resolve(LIBRARY));
  }

  /**
   * Opens a window.
   *
   * @param opening what opens it
   * @throws OutputException one line that says what is missing and what to do
   */
  static <T> T open(Opening<T> opening) {
    return open(opening, javaHome());
  }

  /** As above, on a given Java. */
  static <T> T open(Opening<T> opening, Path javaHome) {
    try {
      if (GraphicsEnvironment.isHeadless()) {
        throw noWindow(javaHome, null);
      }
      return opening.open();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OutputException("interrupted while opening the window; try again", e);
    } catch (InvocationTargetException e) {
      throw noWindow(javaHome, e.getCause());
    } catch (HeadlessException | AWTError | LinkageError e) {
      throw noWindow(javaHome, e);
    }
  }

  private static OutputException noWindow(Path javaHome, Throwable cause) {
    String why =
        hasLibrary(javaHome)
            ? "there is no display here"
            : "the Java in "
                + javaHome
                + " comes without windows (no "
                + LIBRARY
                + "); install the whole of it, such as openjdk-17-jre, not openjdk-17-jre-headless";
    String instead =
        hasLibrary(javaHome)
            ? "; record to a .mp4 or .gif file instead"
            : ", or record to a .mp4 or .gif file instead";
    return new OutputException("cannot open a window: " + why + instead, cause);
  }
}

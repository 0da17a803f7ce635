package dev.ductile.env.emulator;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DuctileHome;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The emulator's two shared libraries as files. They are taken out of the class path once, into a
 * folder named after their version, and their SHA-256 is checked at every start. Writers rename
 * complete files into place, so any number of processes may start at once.
 */
final class NativeFiles {
  /** Folder to use instead of {@code DUCTILE_HOME/natives/ale-VERSION}. */
  static final String FOLDER_PROPERTY = "ductile.natives";

  static final String VERSION = "0.7.3-1.5.7";
  private static final String RESOURCES = "/org/bytedeco/ale/linux-x86_64/";

  private NativeFiles() {}

  /** A library that is needed, with the hash of the one build whose layouts are known. */
  enum Library {
    SDL2("libSDL2-2.0.so.0", "cd314b1769c8e31223289e3104dac1c6a01231486b40cbff0008d2fb7cc23431"),
    ALE("libale.so", "e860d5ad3262e1ab247a9cba2fb7afc7c0b81bb968a6f7aeb9d7bd1985e30bd0");

    final String fileName;
    final String sha256;

    Library(String fileName, String sha256) {
      this.fileName = fileName;
      this.sha256 = sha256;
    }
  }

  /** Refuses a platform that the libraries were not built for. */
  static void checkPlatform(String osName, String architecture) {
    boolean linux = osName.toLowerCase(Locale.ROOT).startsWith("linux");
    boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
    if (!linux || !x86) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "the emulator runs on Linux x86-64 only, this is %s %s: use the Docker image with"
                  + " --platform linux/amd64",
              osName,
              architecture));
    }
  }

  static Path folder() {
    String override = System.getProperty(FOLDER_PROPERTY);
    return override == null || override.isBlank()
        ? DuctileHome.path().resolve("natives").resolve("ale-" + VERSION)
        : Path.of(override).toAbsolutePath();
  }

  /** The library as a checked file, extracted first if it is missing or damaged. */
  static Path extract(Library library, Path folder) {
    Path file = folder.resolve(library.fileName);
    try {
      if (Files.isRegularFile(file) && Digests.sha256(file).equals(library.sha256)) {
        return file;
      }
      try (InputStream in = NativeFiles.class.getResourceAsStream(RESOURCES + library.fileName)) {
        if (in == null) {
          throw new ConfigurationException(
              String.format(
                  Locale.ROOT,
                  "%s is not on the class path: add org.bytedeco:ale:%s:linux-x86_64",
                  library.fileName,
                  VERSION));
        }
        AtomicFiles.write(file, in::transferTo);
      }
      String found = Digests.sha256(file);
      if (!found.equals(library.sha256)) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s has SHA-256 %s, wanted %s: only org.bytedeco:ale:%s is supported",
                file,
                found,
                library.sha256,
                VERSION));
      }
      return file;
    } catch (IOException | OutputException e) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "cannot write the emulator's libraries to %s (%s): set DUCTILE_HOME or -D%s to a"
                  + " folder you can write",
              folder,
              e.getMessage(),
              FOLDER_PROPERTY),
          e);
    }
  }
}

package dev.ductile.base.code;

import dev.ductile.base.files.Digests;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A hash of what lies under {@code dev/ductile} and of the services that plug into it, on the class
 * path: the names and contents of classes and resources, in the order of the names. Whether they
 * lie in folders or in jars, and in which, does not matter. Of other people's folders and jars all
 * classes count where one plugs something into Ductile, such as an intervention; else none.
 *
 * <p>Left out is what only lists, tabulates, draws or films what trials came to ({@link #REPORTS}):
 * a new colour of a chart makes no trial another one.
 */
public final class ClassDigest {
  private static final String OWN = "dev/ductile/";
  private static final String SERVICES = "META-INF/services/dev.ductile.";

  /** Version and commit, which a download states in another way than a clone. */
  private static final String LABELS = "dev/ductile/base/code/code.properties";

  /** Packages on which no figure of a run depends. */
  private static final String[] REPORTS = {
    "dev/ductile/eval/recipes/",
    "dev/ductile/eval/plot/",
    "dev/ductile/eval/sweep/",
    "dev/ductile/eval/statistics/",
    "dev/ductile/eval/video/",
    "dev/ductile/eval/compare/",
    "dev/ductile/eval/report/",
    "dev/ductile/eval/watch/",
    "dev/ductile/eval/progress/",
    "dev/ductile/eval/spark/",
    "dev/ductile/eval/published/"
  };

  private ClassDigest() {}

  /**
   * The hash of the class path that trains, as its files are now.
   *
   * @return 64 hexadecimal digits
   * @throws OutputException if a file of it cannot be read
   */
  public static String ofClassPath() {
    return of(TrainingClassPath.text());
  }

  /**
   * The hash of a class path.
   *
   * @param classPath folders and jars, with the system's separator; what is not there is skipped
   * @return 64 hexadecimal digits
   * @throws OutputException if a file of it cannot be read
   */
  public static String of(String classPath) {
    Map<String, byte[]> found = new TreeMap<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      try {
        if (Files.isDirectory(path)) {
          readFolder(path, found);
        } else if (Files.isRegularFile(path)) {
          readJar(path, found);
        }
      } catch (IOException e) {
        throw new OutputException(
            "cannot read " + path + " of the class path: " + ReadFailures.reason(e), e);
      }
    }
    MessageDigest digest = Digests.sha256();
    found.forEach(
        (name, content) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update((byte) 0);
          digest.update(content);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void readFolder(Path folder, Map<String, byte[]> found) throws IOException {
    boolean plugsIn = plugsIn(names(folder.resolve("META-INF/services"), folder));
    List<String> names = names(plugsIn ? folder : folder.resolve("dev/ductile"), folder);
    for (String name : names) {
      if (counts(name, plugsIn)) {
        found.putIfAbsent(name, Digests.sha256().digest(Files.readAllBytes(folder.resolve(name))));
      }
    }
  }

  private static List<String> names(Path start, Path folder) throws IOException {
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/'))
          .toList();
    }
  }

  private static void readJar(Path jar, Map<String, byte[]> found) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<String> names =
          zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
      boolean plugsIn = plugsIn(names);
      for (String name : names) {
        if (counts(name, plugsIn)) {
          try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            found.putIfAbsent(name, Digests.sha256().digest(in.readAllBytes()));
          }
        }
      }
    }
  }

  private static boolean plugsIn(List<String> names) {
    return names.stream().anyMatch(name -> name.startsWith(SERVICES));
  }

  private static boolean counts(String name, boolean plugsIn) {
    if (!name.startsWith(OWN)) {
      return name.startsWith(SERVICES) || plugsIn && name.endsWith(".class");
    }
    if (name.equals(LABELS)) {
      return false;
    }
    for (String report : REPORTS) {
      if (name.startsWith(report)) {
        return false;
      }
    }
    return true;
  }
}

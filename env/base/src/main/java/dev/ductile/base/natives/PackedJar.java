package dev.ductile.base.natives;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar of the class path that carries shared libraries.
 *
 * @param file the jar
 * @param libraries what it carries
 */
record PackedJar(Path file, List<PackedLibrary> libraries) {
  private static final Pattern LIBRARY = Pattern.compile("(?!META-INF/).*/[^/]+\\.so(\\.[0-9.]+)?");

  /**
   * A shared library inside a jar.
   *
   * @param entry its name in the jar, with folders
   * @param bytes its size
   * @param crc32 its checksum
   * @param timeMillis its date as JavaCPP reads it
   */
  record PackedLibrary(String entry, long bytes, long crc32, long timeMillis) {}

  /**
   * What is wanted of the class path.
   *
   * @param jarPrefix how the jar's name begins
   * @param libraries which of its entries
   */
  record Wanted(String jarPrefix, Pattern libraries) {}

  /** The name of the jar's file. */
  String name() {
    return file.getFileName().toString();
  }

  /**
   * Those jars of the class path that are wanted, in no order of meaning. Folders of the class
   * path, which hold libraries as files already, are none.
   */
  static List<PackedJar> onClassPath(List<Wanted> wanted) throws IOException {
    List<PackedJar> jars = new ArrayList<>();
    for (URL manifest :
        Collections.list(PackedJar.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
      Path file = jarFile(manifest);
      if (file == null) {
        continue;
      }
      String name = file.getFileName().toString();
      for (Wanted one : wanted) {
        if (name.startsWith(one.jarPrefix()) && name.endsWith(".jar")) {
          jars.add(read(file, one.libraries()));
        }
      }
    }
    jars.removeIf(jar -> jar.libraries().isEmpty());
    return jars;
  }

  static PackedJar read(Path file, Pattern names) throws IOException {
    List<PackedLibrary> libraries = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        // No name of a jar leaves the folder that it is unpacked to.
        boolean inside = !name.startsWith("/") && !("/" + name + "/").contains("/../");
        if (inside && LIBRARY.matcher(name).matches() && names.matcher(name).matches()) {
          libraries.add(new PackedLibrary(name, entry.getSize(), entry.getCrc(), entry.getTime()));
        }
      }
    }
    return new PackedJar(file, List.copyOf(libraries));
  }

  /** The jar that a resource lies in, or null. */
  private static Path jarFile(URL resource) {
    String text = resource.toString();
    int end = text.indexOf("!/");
    if (!text.startsWith("jar:file:") || end < 0) {
      return null;
    }
    Path file = Path.of(URI.create(text.substring("jar:".length(), end)));
    return Files.isRegularFile(file) ? file : null;
  }
}

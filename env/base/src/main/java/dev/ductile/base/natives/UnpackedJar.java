package dev.ductile.base.natives;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.natives.PackedJar.PackedLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipFile;

/**
 * A jar's libraries in a folder, where JavaCPP looks for them: {@code FOLDER/NAME.jar/ENTRY}, with
 * the size and the date that the jar says, so that it takes them as they are. A library that is
 * whole and was checked is entered in the list {@code FOLDER/NAME.jar/.checked}; at a start, sizes
 * and dates are compared with that list, which costs no reading.
 */
final class UnpackedJar {
  private static final String LIST = ".checked";

  private final PackedJar jar;
  private final Path folder;

  UnpackedJar(PackedJar jar, Path cache) {
    this.jar = jar;
    this.folder = cache.resolve(jar.name());
  }

  Path file(PackedLibrary library) {
    return folder.resolve(library.entry());
  }

  /** Libraries that were never checked, or are no longer what they were then. */
  List<PackedLibrary> missing() {
    Set<String> checked = checked();
    return jar.libraries().stream()
        .filter(library -> !checked.contains(line(library)) || !looksRight(library))
        .toList();
  }

  /** Unpacks what is missing. Only for one process at a time. */
  void complete() throws IOException {
    List<PackedLibrary> missing = missing();
    if (missing.isEmpty()) {
      return;
    }
    try (ZipFile zip = new ZipFile(jar.file().toFile())) {
      for (PackedLibrary library : missing) {
        Path file = file(library);
        AtomicFiles.removeLeftovers(file.getParent());
        if (!isRight(library)) {
          AtomicFiles.write(file, out -> copy(zip, library, out));
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(library.timeMillis()));
      }
    }
    StringBuilder list = new StringBuilder();
    jar.libraries().forEach(library -> list.append(line(library)).append('\n'));
    AtomicFiles.write(folder.resolve(LIST), list.toString());
  }

  /** Libraries whose content is not the jar's; reads every byte. */
  List<Path> damaged() throws IOException {
    List<Path> damaged = new java.util.ArrayList<>();
    for (PackedLibrary library : jar.libraries()) {
      if (!isRight(library)) {
        damaged.add(file(library));
      }
    }
    return damaged;
  }

  private static void copy(ZipFile zip, PackedLibrary library, OutputStream out)
      throws IOException {
    try (CheckedInputStream in =
        new CheckedInputStream(zip.getInputStream(zip.getEntry(library.entry())), new CRC32())) {
      long bytes = in.transferTo(out);
      if (bytes != library.bytes() || in.getChecksum().getValue() != library.crc32()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s in %s is damaged: remove the jar, it is downloaded again",
                library.entry(),
                zip.getName()));
      }
    }
  }

  private Set<String> checked() {
    try {
      return new HashSet<>(Files.readAllLines(folder.resolve(LIST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Set.of(); // nothing was checked, or nobody can tell
    }
  }

  private boolean looksRight(PackedLibrary library) {
    try {
      BasicFileAttributes found = Files.readAttributes(file(library), BasicFileAttributes.class);
      return found.isRegularFile()
          && found.size() == library.bytes()
          && found.lastModifiedTime().toMillis() == library.timeMillis();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isRight(PackedLibrary library) throws IOException {
    Path file = file(library);
    if (!Files.isRegularFile(file) || Files.size(file) != library.bytes()) {
      return false;
    }
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return crc.getValue() == library.crc32();
  }

  private static String line(PackedLibrary library) {
    return String.format(
        Locale.ROOT, "%08x %d %s", library.crc32(), library.bytes(), library.entry());
  }
}

package dev.ductile.env.rom;

import dev.ductile.env.ConfigurationException;
import dev.ductile.env.files.AtomicFiles;
import dev.ductile.env.files.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Finds ROMs in a folder, a zip archive (an ale-py wheel is one) or a single file, and copies those
 * that the catalogue knows by MD5 into a {@link RomStore}. File names decide nothing: no name from
 * an archive ever becomes a path.
 *
 * <p>The input is not trusted. Folders are walked without following links, at most {@link
 * #MAX_DEPTH} deep; a file or entry is read up to {@link Rom#MAX_BYTES}; at most {@link
 * #MAX_ENTRIES} entries and, out of one archive, {@link #MAX_TOTAL_BYTES} are looked at; archives
 * inside archives or folders are not opened.
 */
public final class RomImporter {
  /** Most files or archive entries that one import looks at. */
  public static final int MAX_ENTRIES = 20_000;

  /** Most bytes that one archive may unpack to. */
  public static final long MAX_TOTAL_BYTES = 512L * 1024 * 1024;

  /** How deep folders are walked. */
  public static final int MAX_DEPTH = 12;

  private final RomStore store;

  /**
   * An importer into a store.
   *
   * @param store where ROMs go
   */
  public RomImporter(RomStore store) {
    this.store = store;
  }

  /**
   * Imports every supported ROM found.
   *
   * @param source a folder, a zip, a wheel, or one ROM file
   * @return what was done; ROMs found before an error stay imported
   * @throws ConfigurationException if the source is missing, unreadable, a damaged archive or
   *     beyond the limits, or the store cannot be written
   */
  public ImportReport importFrom(Path source) {
    Run run = new Run(source);
    try {
      if (Files.isDirectory(source)) {
        Files.walkFileTree(
            source, EnumSet.noneOf(java.nio.file.FileVisitOption.class), MAX_DEPTH, run.visitor());
      } else if (Files.isRegularFile(source)) {
        if (isZip(source)) {
          run.archive();
        } else {
          run.file(source);
        }
      } else {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT, "cannot import ROMs from %s: no such folder or regular file", source));
      }
    } catch (ZipException | java.io.EOFException e) {
      throw new ConfigurationException(
          String.format(Locale.ROOT, "%s is a damaged archive: %s", source, e.getMessage()), e);
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigurationException(
          String.format(Locale.ROOT, "cannot read %s: %s", source, e), e);
    }
    return run.report();
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(4);
      boolean signature =
          magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] <= 8 && magic[3] <= 8;
      String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
      return signature || name.endsWith(".zip") || name.endsWith(".whl");
    }
  }

  /** The state of one import. */
  private final class Run {
    private final Path source;
    private final TreeMap<String, Game> imported = new TreeMap<>();
    private final TreeMap<String, Game> alreadyThere = new TreeMap<>();
    private int unknown;
    private int skipped;
    private int entries;

    Run(Path source) {
      this.source = source;
    }

    ImportReport report() {
      return new ImportReport(
          imported.values().stream().toList(),
          alreadyThere.values().stream().toList(),
          unknown,
          skipped);
    }

    FileVisitor<Path> visitor() {
      return new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          countEntry();
          // Links are not followed: a walk that cannot leave its folder cannot run in circles
          // either.
          if (!attributes.isRegularFile() || attributes.size() > Rom.MAX_BYTES) {
            skipped++;
          } else {
            file(file);
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
          if (file.equals(source)) {
            throw e;
          }
          countEntry();
          skipped++;
          return FileVisitResult.CONTINUE;
        }
      };
    }

    void file(Path file) throws IOException {
      if (Files.size(file) > Rom.MAX_BYTES) {
        skipped++;
        return;
      }
      try (InputStream in = Files.newInputStream(file)) {
        consider(in.readNBytes(Rom.MAX_BYTES + 1));
      } catch (java.nio.file.AccessDeniedException e) {
        if (file.equals(source)) {
          throw e;
        }
        skipped++;
      }
    }

    void archive() throws IOException {
      // A stream reads what is really there, whatever sizes the archive claims.
      long total = 0;
      int seen = 0;
      byte[] rest = new byte[1 << 16];
      try (ZipInputStream in = new ZipInputStream(Files.newInputStream(source))) {
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          seen++;
          countEntry();
          byte[] content = entry.isDirectory() ? new byte[0] : in.readNBytes(Rom.MAX_BYTES + 1);
          total += content.length;
          for (int n = in.read(rest); n >= 0; n = in.read(rest)) {
            total += n;
            checkTotal(total);
          }
          checkTotal(total);
          if (!entry.isDirectory()) {
            consider(content);
          }
        }
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(
            source + " is a damaged archive: an entry has no valid name", e);
      }
      if (seen == 0) {
        throw new ConfigurationException(source + " is not a zip archive, or an empty one");
      }
    }

    private void checkTotal(long total) {
      if (total > MAX_TOTAL_BYTES) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s unpacks to more than %d MiB: refused; unpack the ROMs you want yourself and import the folder",
                source,
                MAX_TOTAL_BYTES >> 20));
      }
    }

    private void countEntry() {
      if (++entries > MAX_ENTRIES) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s holds more than %d files: import the folder or archive that holds the ROMs itself",
                source,
                MAX_ENTRIES));
      }
    }

    private void consider(byte[] content) {
      if (content.length > Rom.MAX_BYTES) {
        skipped++;
        return;
      }
      Game game = GameCatalogue.findByMd5(Digests.md5(content)).orElse(null);
      if (game == null) {
        unknown++;
      } else if (!imported.containsKey(game.name()) && !alreadyThere.containsKey(game.name())) {
        install(game, content);
      }
    }

    private void install(Game game, byte[] content) {
      Path target = store.file(game);
      if (isIntact(game, target)) {
        alreadyThere.put(game.name(), game);
        return;
      }
      AtomicFiles.write(target, content);
      imported.put(game.name(), game);
    }

    private static boolean isIntact(Game game, Path file) {
      if (!Files.exists(file)) {
        return false;
      }
      try {
        new Rom(game, file).verify();
        return true;
      } catch (ConfigurationException e) {
        // Damaged: it is written again.
        return false;
      }
    }
  }
}

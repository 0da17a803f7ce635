package dev.ductile.env.rom;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Finds ROMs in a folder, an archive (zip, as an ale-py wheel is one; tar; gzip; archives in
 * archives) or a single file, and copies those that the catalogue knows by MD5 into a {@link
 * RomStore}. Names decide nothing, contents do: no name from an archive ever becomes a path. What
 * cannot be read is said, and the rest is looked at.
 *
 * <p>The input is not trusted. Folders are walked without following links, at most {@link
 * #MAX_DEPTH} deep; a file or entry is read up to {@link Rom#MAX_BYTES}; at most {@link
 * #MAX_ENTRIES} entries and, out of one archive, {@link #MAX_TOTAL_BYTES} are looked at.
 */
public final class RomImporter {
  /** Most files or archive entries that one import looks at. */
  public static final int MAX_ENTRIES = 20_000;

  /** Most bytes that one archive may unpack to. */
  public static final long MAX_TOTAL_BYTES = 512L * 1024 * 1024;

  /** Most unreadable files that are named. */
  private static final int MOST_NAMED = 20;

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
   * @param source a folder, an archive, a wheel, or one ROM file; may be a link to one
   * @return what was done, and what could not be read
   * @throws ConfigurationException if the source is missing or unreadable, beyond the limits, or
   *     damaged or unsupported with no ROM in what could be read; ROMs found before stay imported
   */
  public ImportReport importFrom(Path source) {
    Run run = new Run(source);
    try {
      if (Files.isDirectory(source)) {
        Files.walkFileTree(
            source.toRealPath(),
            EnumSet.noneOf(java.nio.file.FileVisitOption.class),
            MAX_DEPTH,
            run.visitor());
      } else if (Files.isRegularFile(source)) {
        run.file(source);
      } else {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT, "cannot import ROMs from %s: no such folder or regular file", source));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new ConfigurationException(
          String.format(Locale.ROOT, "cannot read %s: %s", source, e), e);
    }
    return run.report();
  }

  /** The state of one import. */
  private final class Run implements RomArchives.Sink {
    private final Path source;
    private final TreeMap<String, Game> imported = new TreeMap<>();
    private final TreeMap<String, Game> alreadyThere = new TreeMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private int unknown;
    private int skipped;
    private int entries;

    /** Of the archive that is being read. */
    private long unpackedBytes;

    Run(Path source) {
      this.source = source;
    }

    ImportReport report() {
      if (imported.isEmpty() && alreadyThere.isEmpty() && !unreadable.isEmpty()) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "no ROM could be read from %s, an archive that is damaged or not supported: %s;"
                    + " zip, tar and gz are, others unpack yourself and import the folder",
                source,
                unreadable.get(0)));
      }
      return new ImportReport(
          imported.values().stream().toList(),
          alreadyThere.values().stream().toList(),
          unknown,
          skipped,
          unreadable);
    }

    FileVisitor<Path> visitor() {
      return new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          entry();
          // Links are not followed: a walk that cannot leave its folder cannot run in circles
          // either.
          if (attributes.isRegularFile()) {
            file(file);
          } else {
            skipped++;
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          entry();
          unreadable(file.toString(), String.valueOf(e.getMessage()));
          return FileVisitResult.CONTINUE;
        }
      };
    }

    /** A file is what its first bytes say, or an archive that its name promises. */
    void file(Path file) throws IOException {
      unpackedBytes = 0;
      try {
        RomArchives.Format format = RomArchives.Format.of(head(file));
        String name = String.valueOf(file.getFileName());
        if (format == RomArchives.Format.ZIP
            || name.toLowerCase(Locale.ROOT).matches(".*\\.(zip|whl)")) {
          new RomArchives(this).zip(file);
        } else if (!format.isArchive() && Files.size(file) > Rom.MAX_BYTES) {
          skipped++;
        } else {
          try (InputStream in = Files.newInputStream(file)) {
            new RomArchives(this).look(in, name, 0);
          }
        }
      } catch (java.nio.file.AccessDeniedException e) {
        if (file.equals(source)) {
          throw e;
        }
        unreadable(file.toString(), "permission denied");
      } catch (IOException e) {
        unreadable(file.toString(), String.valueOf(e.getMessage()));
      }
    }

    private static byte[] head(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        return in.readNBytes(512);
      }
    }

    @Override
    public void unpacked(long bytes) {
      unpackedBytes += bytes;
      if (unpackedBytes > MAX_TOTAL_BYTES) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s unpacks to more than %d MiB: refused; unpack the ROMs you want yourself and"
                    + " import the folder",
                source,
                MAX_TOTAL_BYTES >> 20));
      }
    }

    @Override
    public void entry() {
      if (++entries > MAX_ENTRIES) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "%s holds more than %d files: import the folder or archive that holds the ROMs"
                    + " itself",
                source,
                MAX_ENTRIES));
      }
    }

    @Override
    public void content(byte[] content) {
      consider(content);
    }

    @Override
    public void unreadable(String name, String why) {
      skipped++;
      if (unreadable.size() < MOST_NAMED) {
        unreadable.add(name + ": " + why);
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

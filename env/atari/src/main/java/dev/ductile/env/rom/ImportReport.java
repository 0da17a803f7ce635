package dev.ductile.env.rom;

import java.util.List;

/**
 * What an import did.
 *
 * @param imported games whose ROM was copied into the store
 * @param alreadyThere games whose ROM was there already, unharmed
 * @param unknownFiles how many files were looked at and are no supported ROM
 * @param skippedFiles how many entries were not looked at: too large, links, special files, or
 *     unreadable
 * @param unreadable the first of those that could not be read, each with the reason
 */
public record ImportReport(
    List<Game> imported,
    List<Game> alreadyThere,
    int unknownFiles,
    int skippedFiles,
    List<String> unreadable) {
  /** Copies the lists. */
  public ImportReport {
    imported = List.copyOf(imported);
    alreadyThere = List.copyOf(alreadyThere);
    unreadable = List.copyOf(unreadable);
  }
}

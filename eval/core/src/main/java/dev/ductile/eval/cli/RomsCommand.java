package dev.ductile.eval.cli;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.ImportReport;
import dev.ductile.env.rom.MissingRomException;
import dev.ductile.env.rom.RomImporter;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.JsonOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile roms}. */
@Command(
    name = "roms",
    description = "Imports and lists ROMs.",
    subcommands = {RomsCommand.Import.class, RomsCommand.ListRoms.class})
final class RomsCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return new ListRoms().call();
  }

  /** {@code ductile roms import PATH}. */
  @Command(
      name = "import",
      description = "Imports every supported ROM of a folder, zip, ale-py wheel or single file.")
  static final class Import implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "Folder, zip, wheel or ROM file.")
    private Path path;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      RomStore store = RomStore.standard();
      ImportReport report = new RomImporter(store).importFrom(path);
      if (report.imported().isEmpty() && report.alreadyThere().isEmpty()) {
        throw new MissingRomException(nothingIn(report));
      }
      report.unreadable().forEach(what -> System.err.println("not read: " + Printable.of(what)));
      if (json) {
        System.out.println(JsonOutput.line(figures(report, store)));
        return ExitCodes.DONE;
      }
      System.out.printf(
          Locale.ROOT,
          "games imported: %d, there already: %d; files that are no supported ROM: %d, skipped:"
              + " %d%n",
          report.imported().size(),
          report.alreadyThere().size(),
          report.unknownFiles(),
          report.skippedFiles());
      System.out.println("ROMs are in " + Printable.of(store.folder()));
      return ExitCodes.DONE;
    }

    private String nothingIn(ImportReport report) {
      int files = report.unknownFiles() + report.skippedFiles();
      return "no ROM of a supported game in "
          + path
          + (files == 0 ? ": it is empty" : ": none of its files (" + files + ") is one")
          + "; `./ductile roms list` shows the games, each known by the MD5 of one version";
    }

    private static Map<String, Object> figures(ImportReport report, RomStore store) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("imported", report.imported().stream().map(Game::name).toList());
      figures.put("alreadyThere", report.alreadyThere().stream().map(Game::name).toList());
      figures.put("unknownFiles", report.unknownFiles());
      figures.put("skippedFiles", report.skippedFiles());
      figures.put("folder", store.folder().toString());
      return figures;
    }
  }

  /** {@code ductile roms list}. */
  @Command(name = "list", description = "Lists supported games and which are installed.")
  static final class ListRoms implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      Map<Game, Path> installed = RomStore.standard().installed();
      if (json) {
        System.out.println(JsonOutput.line(figures(installed)));
        return ExitCodes.DONE;
      }
      for (Game game : GameCatalogue.all()) {
        String state = installed.containsKey(game) ? "installed" : "-";
        System.out.printf(Locale.ROOT, "%-20s %-32s %s%n", game.name(), game.title(), state);
      }
      System.out.printf(
          Locale.ROOT,
          "%d of %d games are installed%n",
          installed.size(),
          GameCatalogue.all().size());
      return ExitCodes.DONE;
    }

    private static Map<String, Object> figures(Map<Game, Path> installed) {
      List<Map<String, Object>> games = new ArrayList<>();
      for (Game game : GameCatalogue.all()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("game", game.name());
        line.put("title", game.title());
        line.put("md5", game.md5());
        line.put("installed", installed.containsKey(game));
        games.add(line);
      }
      return Map.of("games", games);
    }
  }
}

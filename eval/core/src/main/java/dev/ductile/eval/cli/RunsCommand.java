package dev.ductile.eval.cli;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.stored.PrunedRun;
import dev.ductile.eval.run.stored.RunOverview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile runs}. */
@Command(
    name = "runs",
    description = "Lists runs, and frees what finished ones no longer need.",
    subcommands = {RunsCommand.ListRuns.class, RunsCommand.Prune.class})
final class RunsCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  @Override
  public Integer call() {
    return new ListRuns().call();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGABYTE);
  }

  /** {@code ductile runs list}. */
  @Command(
      name = "list",
      description = "Lists the runs of a folder: what, how far, its last return, its size.")
  static final class ListRuns implements Callable<Integer> {
    @Parameters(
        paramLabel = "FOLDER",
        arity = "0..1",
        defaultValue = "runs",
        description = "A run, or a folder with runs in it. Default: runs.")
    private Path folder = Path.of("runs");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
      List<RunOverview> runs = RunOverview.of(RunOverview.find(folder));
      if (json) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("runs", runs.stream().map(RunOverview::toMap).toList());
        System.out.println(JsonOutput.line(figures));
        return ExitCodes.DONE;
      }
      if (runs.isEmpty()) {
        System.out.println("no run in " + folder);
        return ExitCodes.DONE;
      }
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("run", "what", "seed", "frames", "state", "last return", "size"));
      runs.forEach(run -> rows.add(row(run)));
      print(rows);
      return ExitCodes.DONE;
    }

    private static List<String> row(RunOverview run) {
      String all = String.format(Locale.ROOT, "%,d of %,d", run.frames(), run.plannedFrames());
      return List.of(
          run.path().toString(),
          run.title(),
          run.seed() < 0 ? "-" : Long.toString(run.seed()),
          run.plannedFrames() == 0 ? "-" : all,
          run.state(),
          Double.isNaN(run.lastReturn())
              ? "-"
              : String.format(Locale.ROOT, "%.2f", run.lastReturn()),
          megabytes(run.bytes()));
    }

    private static void print(List<List<String>> rows) {
      int[] widths = new int[rows.get(0).size()];
      for (List<String> row : rows) {
        Arrays.setAll(widths, column -> Math.max(widths[column], row.get(column).length()));
      }
      for (List<String> row : rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
          String cell = row.get(column);
          line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        System.out.println(line.toString().stripTrailing());
      }
    }
  }

  /** {@code ductile runs prune}. */
  @Command(
      name = "prune",
      description = {
        "Deletes what finished runs no longer need: replay memory, state of the training, older"
            + " checkpoints. They can still be evaluated, exported and shown, but not be made"
            + " longer. Runs that are not finished are left alone."
      })
  static final class Prune implements Callable<Integer> {
    @Parameters(
        paramLabel = "RUN|FOLDER",
        arity = "0..*",
        description = "Runs, or folders with runs in them. Default: runs.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what would be freed; delete nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
        names = "--fork-points",
        description = "Delete checkpoints of --keep-checkpoints-at too. Default: they stay.")
    private boolean forkPoints;

    private final List<Map<String, Object>> each = new ArrayList<>();
    private long bytes;
    private boolean failed;

    @Override
    public Integer call() {
      List<Path> from = folders.isEmpty() ? List.of(Path.of("runs")) : folders;
      from.stream().flatMap(folder -> RunOverview.find(folder).stream()).forEach(this::prune);
      if (json) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("dryRun", dryRun);
        figures.put("bytes", bytes);
        figures.put("runs", each);
        System.out.println(JsonOutput.line(figures));
      } else {
        System.out.println(megabytes(bytes) + (dryRun ? " would be freed" : " freed"));
      }
      return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private void prune(Path run) {
      PrunedRun.Freed freed;
      try {
        freed = PrunedRun.prune(run, dryRun, forkPoints);
      } catch (CheckpointException | OutputException e) {
        failed = true; // the others are pruned all the same
        freed = new PrunedRun.Freed(0, 0, e.getMessage());
      }
      bytes += freed.bytes();
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("run", run.toString());
      figures.put("files", freed.files());
      figures.put("bytes", freed.bytes());
      figures.put("skipped", freed.skipped());
      each.add(figures);
      if (!json) {
        System.out.println(
            run
                + ": "
                + (freed.skipped().isEmpty()
                    ? freed.files() + " files, " + megabytes(freed.bytes())
                    : "left alone: " + freed.skipped()));
        if (!forkPoints && freed.skipped().isEmpty()) {
          KeptForkPoints.lines(new RunFolder(run)).forEach(line -> System.out.print("  " + line));
        }
      }
    }
  }
}

package dev.ductile.eval.cli;

import dev.ductile.agent.checkpoint.ForkPoints;
import dev.ductile.base.Printable;
import dev.ductile.eval.folder.RunFolder;
import java.util.List;
import java.util.Locale;

/** Says which checkpoints of a run are kept to be forked from, and what they take on disk. */
final class KeptForkPoints {
  private static final double MEGABYTE = 1e6;

  private KeptForkPoints() {}

  /** A line for each, with its end; none where none is kept. */
  static List<String> lines(RunFolder folder) {
    return ForkPoints.kept(folder.checkpointFolder()).stream()
        .map(
            kept ->
                String.format(
                    Locale.ROOT,
                    "fork point       %s@%d, at frame %d: %.1f MB in %s%n",
                    Printable.of(folder.path()),
                    kept.keptFor(),
                    kept.frames(),
                    kept.bytes() / MEGABYTE,
                    Printable.of(folder.checkpointFolder())))
        .toList();
  }
}

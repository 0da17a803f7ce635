package dev.ductile.eval.watch;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.run.stored.RunOverview;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs of a folder, or the one run that the folder is; new ones are found as they begin. */
final class WatchedRuns {
  private final Path folder;
  private final Map<Path, WatchedRun> known = new ConcurrentHashMap<>();
  private volatile Map<String, WatchedRun> byId = Map.of();

  /**
   * Finds the runs.
   *
   * @throws OutputException if there is no such folder
   */
  WatchedRuns(Path folder) {
    this.folder = folder;
    find();
  }

  private void find() {
    List<Path> paths = RunOverview.find(folder);
    known.keySet().retainAll(new HashSet<>(paths));
    Map<String, WatchedRun> found = new LinkedHashMap<>();
    paths.parallelStream()
        .filter(path -> !known.containsKey(path))
        .forEach(path -> known.put(path, new WatchedRun(path, name(path))));
    paths.forEach(path -> found.put(known.get(path).id(), known.get(path)));
    byId = found;
  }

  private String name(Path path) {
    Path below = path.equals(folder) ? path.toAbsolutePath().normalize() : folder.relativize(path);
    Path last = path.equals(folder) ? below.getFileName() : below;
    return last == null ? below.toString() : last.toString();
  }

  /** Looks for new runs and at the known ones; a folder that cannot be read now stays as it was. */
  void refresh() {
    try {
      find();
    } catch (OutputException e) {
      return; // a run is being removed
    }
    all().forEach(WatchedRun::refresh);
  }

  Collection<WatchedRun> all() {
    return byId.values();
  }

  /** The run of an address, or null. */
  WatchedRun get(String id) {
    return byId.get(id);
  }
}

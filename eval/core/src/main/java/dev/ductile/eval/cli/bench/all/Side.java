package dev.ductile.eval.cli.bench.all;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.machine.ThisJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose figures: a build of Ductile, or the peers' scripts.
 *
 * @param name for the table
 * @param prefix words before a row's own
 * @param scripts the peers' folder; null for a build of Ductile
 */
record Side(String name, List<String> prefix, Path scripts) {
  /** Keeps a copy. */
  Side {
    prefix = List.copyOf(prefix);
  }

  /** The build that runs now. */
  static Side here(String mainClass) {
    List<String> words = new ArrayList<>(ThisJvm.command());
    words.add(mainClass);
    return new Side("this build", words, null);
  }

  /**
   * Another checkout.
   *
   * @param launcher its {@code ductile}, or its folder
   */
  static Side build(Path launcher) {
    Path file = Files.isDirectory(launcher) ? launcher.resolve("ductile") : launcher;
    if (!Files.isExecutable(file)) {
      throw new ConfigurationException(
          "--against "
              + launcher
              + ": no launcher to run there; name another checkout's ./ductile, or peers");
    }
    return new Side(
        "other build (" + launcher + ")", List.of(file.toAbsolutePath().toString()), null);
  }

  /** The scripts of {@code eval/peers}. */
  static Side peers(String python, Path scripts) {
    if (!Files.isRegularFile(scripts.resolve("update.py"))) {
      throw new ConfigurationException(
          "--peers " + scripts + ": no update.py there; name Ductile's eval/peers");
    }
    return new Side("peer", List.of(python), scripts);
  }

  boolean isPeer() {
    return scripts != null;
  }

  /** The whole command for some words. */
  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(prefix);
    if (isPeer()) {
      command.add(scripts.resolve(words.get(0)).toString());
      command.addAll(words.subList(1, words.size()));
    } else {
      command.addAll(words);
    }
    return command;
  }
}

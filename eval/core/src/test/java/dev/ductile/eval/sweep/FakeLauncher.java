package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trials that are a few lines of shell: they leave a configuration, then a summary, and note every
 * start beside the script. A file named {@code fail} or {@code wait} beside it holds the words of
 * the trials that fail, or that wait to be stopped.
 */
final class FakeLauncher implements TrialLauncher {
  private static final String SCRIPT =
      """
      home=$(dirname "$0"); how=$1; run=$2; shift 2
      echo "$how $*" >> "$home/starts"
      mkdir -p "$run" && touch "$run/config.yaml"
      if [ -f "$home/fail" ] && grep -qxF -- "$*" "$home/fail"; then
        echo some words; echo "ductile: this one fails on purpose"; exit 4
      fi
      if [ -f "$home/wait" ] && grep -qxF -- "$*" "$home/wait"; then
        trap 'touch "$home/told"; exit 75' TERM
        touch "$home/waits"
        while :; do sleep 0.05; done
      fi
      if [ -f "$home/crash" ] && grep -qxF -- "$*" "$home/crash"; then
        if [ ! -f "$run/crashed" ]; then touch "$run/crashed"; kill -9 $$; fi
      fi
      if [ -f "$home/say" ]; then cat "$home/say"; exit $(cat "$home/code"); fi
      if [ -f "$home/slow" ]; then sleep 1; fi
      echo "$CUDA_VISIBLE_DEVICES" >> "$home/gpus"
      [ -f "$home/lazy" ] && exit 0
      echo '{"completed": true, "probe": {"loss": 1, "tasks": [{"score": 2}, {"score": 3}]}}' \\
        > "$run/summary.json"
      """;

  private final Path home;
  private final boolean resumes;

  FakeLauncher(Path home, boolean resumes) throws IOException {
    this.home = home;
    this.resumes = resumes;
    Files.writeString(home.resolve("trial.sh"), SCRIPT);
  }

  @Override
  public List<String> begin(Trial trial, Path run) {
    return words("begin", trial, run);
  }

  @Override
  public Optional<List<String>> goOn(Trial trial, Path run) {
    return resumes ? Optional.of(words("resume", trial, run)) : Optional.empty();
  }

  private List<String> words(String how, Trial trial, Path run) {
    List<String> words =
        new ArrayList<>(List.of("/bin/sh", home.resolve("trial.sh").toString(), how));
    words.add(run.toString());
    words.addAll(trial.arguments());
    return words;
  }

  /** How trials were started since the last call: {@code begin WORDS}, {@code resume WORDS}. */
  List<String> starts() throws IOException {
    Path file = home.resolve("starts");
    List<String> starts = Files.exists(file) ? Files.readAllLines(file) : List.of();
    Files.deleteIfExists(file);
    return starts;
  }

  void put(String file, Trial... trials) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Trial trial : trials) {
      lines.append(String.join(" ", trial.arguments())).append('\n');
    }
    Files.writeString(home.resolve(file), lines.toString());
  }

  void remove(String file) throws IOException {
    Files.deleteIfExists(home.resolve(file));
  }

  boolean has(String file) {
    return Files.exists(home.resolve(file));
  }
}

package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input of every kind: one clear line, the documented exit code, nothing left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandErrorsTest {
  @TempDir static Path scratch;
  private Path home;

  /**
   * One wrong command line.
   *
   * @param words what the message must say
   */
  private record Wrong(int code, List<String> words, List<String> args) {
    @Override
    public String toString() {
      return String.join(" ", args).replaceAll("\\S*/junit\\S*/", "");
    }
  }

  private static Wrong wrong(int code, String words, String... args) {
    return new Wrong(code, List.of(words.split("\\|")), List.of(args));
  }

  @BeforeAll
  void prepare() throws IOException {
    home = WrongInputs.write(scratch);
  }

  private String at(String name) {
    return scratch.resolve(name).toString();
  }

  private Stream<Wrong> usage() {
    return Stream.of(
        wrong(2, "--nosuch|--help", "train", "--nosuch"),
        wrong(2, "unknown option '--frmes'|--frames|--help", "train", "--frmes", "3"),
        wrong(2, "unknown command 'tran'|did you mean train?|--help", "tran"),
        wrong(2, "fly|--help", "fly"),
        wrong(2, "imprt|import|ductile roms --help", "roms", "imprt", "x"),
        wrong(2, "no place for the argument 'here'", "train", "here"),
        wrong(2, "batchSise|replay.batchSize", "train", "--set", "replay.batchSise=64"),
        wrong(2, "batchSize|replay.batchSize", "train", "--set", "batchSize=64"),
        wrong(2, "run.threads|run.engineThreads", "train", "--set", "run.threads=1"),
        wrong(2, "zebra|config.yaml", "train", "--set", "zebra=1"),
        wrong(2, "mean optimizer.learningRate?", "train", "--set", "optimizer.lr=1e-3"),
        wrong(2, "mean replay.discount?", "train", "--set", "gamma=0.9"),
        wrong(2, "mean --set replay.discount=…?", "train", "--gamma", "0.9"),
        wrong(2, "mean optimizer.learningRate?", "probe", "bandit", "--set", "lr=1e-3"),
        wrong(2, "unknown list 'key'|did you mean keys?", "list", "key"),
        wrong(2, "none of the keys has 'batchsize'|replay.batchSize?", "list", "keys", "batchsize"),
        wrong(2, "go with list keys", "list", "games", "--agent", "dqn"),
        wrong(2, "unknown command of ductile 'tran'|train?", "help", "tran"),
        wrong(2, "environment preset 'atari'|gymnasium", "train", "--env-preset", "atari"),
        wrong(2, "environment preset 'atari'|gymnasium", "trace", "--preset", "atari"),
        wrong(2, "--env-preset goes with a random player", "play", "x", "--env-preset", "cleanrl"),
        wrong(2, "key=value", "train", "--set", "replay.batchSize"),
        wrong(2, "key=value", "train", "--set", "=3"),
        wrong(2, "run.frames = [1, 2]", "train", "--set", "run.frames=[1, 2]"),
        wrong(2, "run.frames|many|whole number", "train", "--set", "run.frames=many"),
        wrong(2, "run.frames|1.5|whole number", "train", "--set", "run.frames=1.5"),
        wrong(2, "run.frames|--set|whole number", "train", "--set", "run.frames="),
        wrong(2, "network.torso|NATURE_CNN", "train", "--set", "network.torso=huge"),
        wrong(2, "network.torso|NATURE_CNN", "train", "--set", "network.torso="),
        wrong(2, "run.bfloat16|true or false", "train", "--set", "run.bfloat16=perhaps"),
        wrong(2, "discount|2|0 to 1", "train", "--set", "replay.discount=2"),
        wrong(2, "discount = NaN", "train", "--set", "replay.discount=NaN"),
        wrong(2, "--agent", "train", "--set", "agent=c51"),
        wrong(2, "run.frames|-5|1 or more", "train", "--frames", "-5"),
        wrong(2, "--frames|'abc' is not a whole number", "train", "--frames", "abc"),
        wrong(2, "--frames|'1.5k5' is not a whole number", "train", "--frames", "1.5k5"),
        wrong(2, "--seed|'010' begins with 0|write 10", "train", "--seed", "010"),
        wrong(
            2, "replay.batchSize = 010 (--set)|write 10", "train", "--set", "replay.batchSize=010"),
        wrong(2, "task.offset = 10 20 (--set)", "probe", "bandit", "--set", "task.offset=10 20"),
        wrong(2, "--tasks|'010'|write 10", "probe", "bandit", "--tasks", "010"),
        wrong(2, "env.noOpsMax = 010|write 10", "trace", "--set", "noOpsMax=010"),
        wrong(2, "--steps|'1:30'|decimal digits", "play", "--steps", "1:30"),
        wrong(2, "interventions ',,,'|place 1", "train", "--with", ",,,"),
        wrong(2, "interventions 'redo,'|place 2", "train", "--with", "redo,"),
        wrong(2, "interventions ',,,'|place 1", "probe", "bandit", "--with", ",,,"),
        wrong(2, "measurements ',cheap'|place 1", "train", "--measure", ",cheap"),
        wrong(2, "values ',,'|place 1", "probe", "bandit", "--vary", "task.offset=,,"),
        wrong(2, "--run|'' is not a path", "train", "--run", ""),
        wrong(2, "--resume|' ' is not a path", "train", "--resume", " "),
        wrong(2, "--config|'' is not a path", "train", "--config", ""),
        wrong(2, "--rom|'' is not a path", "train", "--rom", ""),
        wrong(2, "RUN|'' is not a path", "evaluate", ""),
        wrong(2, "--video|'' is not a path", "play", "--video", ""),
        wrong(2, "--out|'' is not a path", "probe", "bandit", "--out", ""),
        wrong(2, "--out|'' is not a path", "sweep", "bandit-desk", "--out", ""),
        wrong(2, "PATH|'' is not a path", "roms", "import", ""),
        wrong(2, "--frames|9223372036854775807", "train", "--frames", "99999999999999999999"),
        wrong(2, "--epsilon|'much' is not a number", "evaluate", "x", "--epsilon", "much"),
        wrong(2, "brekout|breakout|roms list", "train", "--game", "brekout"),
        wrong(2, "unknown agent 'sarsa'|dqn", "train", "--agent", "sarsa"),
        wrong(2, "'rainbw'|did you mean rainbow?", "train", "--agent", "rainbw"),
        wrong(2, "'dopamin'|did you mean dopamine?", "train", "--preset", "dopamin"),
        wrong(2, "'layernorm'|did you mean layer-norm?", "train", "--with", "layernorm"),
        wrong(2, "'treshold'|mean threshold?", "train", "--with", "redo:treshold=0.1"),
        wrong(2, "'dormnt'|did you mean dormant?", "train", "--measure", "dormnt"),
        wrong(2, "newest|nature|dopamine|cleanrl", "train", "--preset", "newest"),
        wrong(2, "--steps|0", "bench", "train", "--steps", "0"),
        wrong(2, "--threads|0", "bench", "env", "--threads", "0"),
        wrong(2, "'dl4j-layers'|dl4j, tensorflow", "bench", "update", "--engine", "dl4j-layers"),
        wrong(2, "TASK", "probe"),
        wrong(2, "juggling|random-labels", "probe", "juggling"),
        wrong(2, "vgg|resnet18", "probe", "bandit", "--network", "vgg"),
        wrong(2, "--seeds 0 is|1 to 10000", "probe", "bandit", "--seeds", "0"),
        wrong(2, "--seed|9223372036854775807", "probe", "bandit", "--seed", "9223372036854775807"),
        wrong(2, "engineThreads|1024", "probe", "bandit", "--threads", "100000"),
        wrong(2, "engineThreads|1024", "train", "--set", "run.engineThreads=100000"),
        wrong(2, "visits|''", "train", "--visits", "volley,", "--visit-frames", "400"),
        wrong(
            2,
            "visits|mode=M",
            "train",
            "--visits",
            "volley:mode=0:mode=1",
            "--visit-frames",
            "400"),
        wrong(2, "visits|mode=M", "train", "--visits", "volley:", "--visit-frames", "400"),
        wrong(2, "bandits|did you mean bandit?", "probe", "bandits"),
        wrong(2, "run.threads|engineThreads", "probe", "bandit", "--set", "run.threads=1"),
        wrong(2, "bandit-deks|bandit-desk", "sweep", "bandit-deks"),
        wrong(2, "--raw|--env-preset", "trace", "--raw", "--preset", "dopamine"),
        wrong(2, "--raw|--set", "trace", "--raw", "--set", "noOpsMax=0"),
        wrong(2, "--raw|stickyActionProbability", "trace", "--repeat-probability", "0.5"),
        wrong(2, "'noOpsMax'|noOpsMax=0", "trace", "--set", "noOpsMax"),
        wrong(2, "--epsilon|random", "play", "--epsilon", "0.1", "--video", "x.gif"),
        wrong(2, "--human|--steps", "play", "--human", "--steps", "3"),
        wrong(2, "unknown intervention|magic", "probe", "bandit", "--with", "magic"),
        wrong(2, "task.fraction|2", "probe", "random-labels", "--fraction", "2"),
        wrong(2, "task.zebra|task.tasks", "probe", "bandit", "--set", "task.zebra=1"),
        wrong(2, "--vary|task.offset", "probe", "offset-regression", "--vary", "task.offset"),
        wrong(2, "batchSize|32", "probe", "bandit", "--examples", "32"),
        wrong(2, "RUN|FOLDER", "compare"),
        wrong(2, "--at 0|1 or more", "compare", "x", "--at", "0"),
        wrong(2, "--score 'finl'|did you mean final?", "compare", "x", "--score", "finl"),
        wrong(2, "best-checkpoint|biased", "compare", "x", "--score", "best"),
        wrong(2, "--port 65536|1 to 65535", "watch", "--port", "65536"),
        wrong(2, "--host is empty|0.0.0.0", "watch", "--host", " "),
        wrong(2, "--host|--watch", "train", "--host", "0.0.0.0"),
        wrong(2, "--port|--watch", "train", "--port", "8710"),
        wrong(2, "RUN", "evaluate"));
  }

  private Stream<Wrong> files() {
    return Stream.of(
        wrong(3, "breakout|roms import|ale-py|volley", "train", "--game", "breakout"),
        wrong(3, "breakout|roms import", "trace", "--game", "breakout"),
        wrong(3, "folder|train-images", "probe", "bandit", "--data", at("folder")),
        wrong(3, "absent|no such folder", "probe", "bandit", "--data", at("absent")),
        wrong(2, "truncated.bin|MD5|roms list", "train", "--rom", at("truncated.bin")),
        wrong(2, "empty.bin|empty", "train", "--rom", at("empty.bin")),
        wrong(2, "no ROM file|absent", "train", "--rom", at("absent")),
        wrong(2, "absent", "roms", "import", at("absent")),
        wrong(2, "corrupt.zip|cut short or is no zip", "roms", "import", at("corrupt.zip")),
        wrong(3, "folder|supported game", "roms", "import", at("folder")),
        wrong(3, "file|supported game|roms list", "roms", "import", at("file")),
        wrong(2, "absent.yaml", "train", "--config", at("absent.yaml")),
        wrong(
            2,
            "--agent c51|other.yaml|rainbow",
            "train",
            "--config",
            at("other.yaml"),
            "--agent",
            "c51"),
        wrong(
            2,
            "--preset der|other.yaml|fast",
            "train",
            "--config",
            at("other.yaml"),
            "--preset",
            "der"),
        wrong(2, "twice.yaml|frames", "train", "--config", at("twice.yaml")),
        wrong(2, "latin|UTF-8", "import", at("file"), "--run", at("r"), "--config", at("latin")),
        wrong(2, "latin|UTF-8", "sweep", at("latin")),
        wrong(
            2,
            "typo.yaml|seed 3|'--agen'|mean --agent",
            "sweep",
            at("typo.yaml"),
            "--out",
            at("out")),
        wrong(2, "negative.yaml|seed 3|run.frames|-1", "sweep", at("negative.yaml"), "--dry-run"),
        wrong(2, "word.yaml|seed 3|'many' is not", "sweep", at("word.yaml"), "--out", at("out")),
        wrong(2, "latin|UTF-8", "trace", "--actions", at("latin")),
        wrong(2, "blank|no actions|NOOP", "trace", "--actions", at("blank")),
        wrong(2, "list.yaml|mapping", "train", "--config", at("list.yaml")),
        wrong(2, "broken.yaml|not YAML", "train", "--config", at("broken.yaml")),
        wrong(2, "JUMP|NOOP", "trace", "--preset", "dopamine", "--actions", at("actions")),
        wrong(2, "99", "trace", "--actions", at("indices")),
        wrong(2, "nosuch", "trace", "--actions", at("nosuch")),
        wrong(2, "spring|gymnasium", "trace", "--preset", "spring"),
        wrong(2, "noSuch", "trace", "--set", "noSuch=1"),
        wrong(2, "key=value", "trace", "--set", "noOpsMax"),
        wrong(1, "absent|no such folder", "compare", at("absent")),
        wrong(1, "absent|no such folder", "watch", at("absent")),
        wrong(1, "no.such.invalid|of this machine", "watch", "--host", "no.such.invalid"),
        wrong(
            1,
            "203.0.113.1:8712|--host",
            "watch",
            at("run"),
            "--port",
            "8712",
            "--host",
            "203.0.113.1"),
        wrong(2, "no run to compare", "compare", at("folder")),
        wrong(2, "--normalize|absent", "compare", at("run"), "--normalize", at("absent")),
        wrong(2, "--by 'lr'|optimizer.learningRate?", "compare", at("run"), "--by", "lr"),
        wrong(2, "nine|unknown row", "compare", at("run"), "--baseline", "nine"),
        wrong(2, "absent|no such", "compare", at("run"), "--against", at("absent")),
        wrong(2, "absent|no such run", "evaluate", at("absent")),
        wrong(2, "folder|not a run", "evaluate", at("folder")),
        wrong(1, "no checkpoint", "evaluate", at("no-checkpoint")),
        wrong(2, "run.frames|many|whole number", "evaluate", at("bad-config")),
        wrong(2, "no such file: |\\u001b[31mred", "import", at("\u001b[31mred"), "--run", at("r")),
        wrong(2, "unknown agent '\\u001b[2Jx'", "train", "--agent", "\u001b[2Jx"),
        wrong(2, "unknown option '--\\u009b2J'", "train", "--\u009b2J"),
        wrong(1, "checkpoint-000000001000|damaged", "evaluate", at("run")),
        wrong(2, "--episodes|0", "evaluate", at("run"), "--episodes", "0"),
        wrong(2, "--epsilon|2.0", "evaluate", at("run"), "--epsilon", "2"),
        wrong(2, "game.avi|.mp4", "play", "--steps", "2", "--video", at("game.avi")),
        wrong(2, "game.avi|.mp4", "evaluate", at("run"), "--video", at("game.avi")),
        wrong(1, "no.gif|folder", "evaluate", at("run"), "--video", at("absent/no.gif")),
        wrong(2, "--epsilon|7", "play", at("run"), "--epsilon", "7", "--video", at("a.gif")),
        wrong(1, "resume|another", "train", "--run", at("run")),
        wrong(1, "not a run|another", "train", "--run", scratch.toString()),
        wrong(
            1,
            "memory",
            "train",
            "--set",
            "replay.capacityTransitions=2000000000",
            "--run",
            at("mine")),
        wrong(1, "file, not a folder", "train", "--run", at("file")),
        wrong(1, "file, not a folder", "train", "--run", at("file/below")));
  }

  /** What only opening a run can find out: the run's folder must be gone again. */
  private Stream<Wrong> lateRefusals() {
    String run = at("late");
    return Stream.of(
        wrong(2, "engine 'abacus'|tensorflow", "train", "--engine", "abacus", "--run", run),
        wrong(2, "run.device|cud|gpu:N", "train", "--device", "cud", "--run", run),
        wrong(1, "device 'gpu'|cpu", "train", "--device", "gpu", "--run", run),
        wrong(2, "mode|99", "train", "--set", "env.mode=99", "--run", run),
        wrong(
            2,
            "mode|77",
            "train",
            "--visits",
            "volley:mode=0,volley:mode=77",
            "--visit-frames",
            "400",
            "--run",
            run),
        wrong(2, "difficulty|77", "train", "--set", "env.difficulty=77", "--run", run),
        wrong(
            1, "memory", "train", "--set", "replay.capacityTransitions=2000000000", "--run", run));
  }

  @ParameterizedTest
  @MethodSource("usage")
  void badUsage(Wrong wrong) throws IOException {
    expectOneLine(wrong);
  }

  @ParameterizedTest
  @MethodSource("files")
  void badFiles(Wrong wrong) throws IOException {
    expectOneLine(wrong);
  }

  @ParameterizedTest
  @MethodSource("lateRefusals")
  void refusedWhenTheRunIsOpened(Wrong wrong) throws IOException {
    expectOneLine(wrong);
    assertThat(scratch.resolve("late")).doesNotExist();
  }

  private void expectOneLine(Wrong wrong) throws IOException {
    List<Path> before = tree();
    CapturedCommand result = CapturedCommand.run(home, wrong.args().toArray(String[]::new));
    assertThat(result.errorLines()).as(result.err()).hasSize(1);
    String line = result.errorLines().get(0);
    assertThat(line).startsWith("ductile: ").contains(wrong.words());
    assertThat(line).doesNotContain("Exception", "internal error", "at dev.ductile");
    assertThat(result.code()).as(line).isEqualTo(wrong.code());
    assertThat(result.out()).isEmpty();
    assertThat(tree()).as("files left behind").isEqualTo(before);
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> all = Files.walk(scratch)) {
      // The emulator's library and the built-in game's ROM are stored when first needed.
      return new ArrayList<>(all.filter(p -> !p.startsWith(home)).sorted().toList());
    }
  }

  @Test
  void verboseAddsTheStackTrace() {
    CapturedCommand quiet = CapturedCommand.run(home, "train", "--game", "brekout");
    CapturedCommand loud = CapturedCommand.run(home, "train", "--game", "brekout", "--verbose");
    assertThat(loud.err()).startsWith(quiet.err()).contains("at dev.ductile");
    assertThat(loud.code()).isEqualTo(2);
  }
}

package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.learner.Learner;
import dev.ductile.base.ExitCodes;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.run.TinyTraining;
import dev.ductile.eval.run.stored.LoadedRun;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** {@code export} and {@code import}: a tiny trained run goes out to DL4J and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeCommandTest {
  private static final long SEED = 11;

  @TempDir static Path scratch;
  private Path home;

  private CapturedCommand ductile(String... args) {
    return CapturedCommand.run(home, args);
  }

  private String at(String name) {
    return scratch.resolve(name).toString();
  }

  @BeforeAll
  void train() throws IOException {
    home = Files.createDirectory(scratch.resolve("home"));
    Files.writeString(scratch.resolve("text.zip"), "not a network");
    expectDone(training("run"));
    expectDone(ductile("export", at("run"), "--out", at("agent.zip")));
    String tensors = at("agent.safetensors");
    expectDone(ductile("export", at("run"), "--format", "safetensors", "--out", tensors));
  }

  private CapturedCommand training(String name, String... more) {
    List<String> line = new ArrayList<>(List.of("train", "--run", at(name)));
    line.addAll(List.of(more));
    TinyTraining.ASSIGNMENTS.forEach(assignment -> line.addAll(List.of("--set", assignment)));
    return ductile(line.toArray(String[]::new));
  }

  private static CapturedCommand expectDone(CapturedCommand command) {
    assertThat(command.code()).as(command.err()).isZero();
    return command;
  }

  private static byte[] pixels() {
    byte[] pixels = new byte[4 * 84 * 84];
    new SplittableRandom(SEED).nextBytes(pixels);
    return pixels;
  }

  /** Values that a run's agent gives. */
  private float[] values(Path run) {
    try (LoadedRun loaded = LoadedRun.open(run, RomStore.standard(), List.of(1))) {
      Learner learner = loaded.learner();
      learner.actObservations(1).put(0, pixels());
      FloatBuffer values = learner.act(1);
      float[] copy = new float[values.capacity()];
      values.get(0, copy);
      return copy;
    }
  }

  /** What somebody does who has DL4J and nothing of Ductile. */
  private static float[] plainDl4j(Path zip) throws IOException {
    byte[] pixels = pixels();
    float[] unsigned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      unsigned[i] = pixels[i] & 0xff;
    }
    MultiLayerNetwork network = MultiLayerNetwork.load(zip.toFile(), false);
    return network.output(Nd4j.createFromArray(unsigned).reshape(1, 4, 84, 84)).data().asFloat();
  }

  private static void expectSame(float[] found, float[] wanted, String what) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i])
          .as("%s: value %d, seed %d", what, i, SEED)
          .isCloseTo(wanted[i], within(1e-5 * Math.max(1, Math.abs(wanted[i]))));
    }
  }

  @Test
  void plainDl4jGivesTheValuesOfTheExportedAgent() throws IOException {
    expectSame(plainDl4j(scratch.resolve("agent.zip")), values(scratch.resolve("run")), "export");
  }

  @Test
  void whatWasExportedComesBackAsARunThatPlays() {
    String imported = at("imported");
    String config = at("run/config.yaml");
    CapturedCommand back =
        expectDone(ductile("import", at("agent.zip"), "--config", config, "--run", imported));
    assertThat(back.out()).contains("agent.zip", "parametersSha256", imported);
    expectSame(values(Path.of(imported)), values(scratch.resolve("run")), "import");

    CapturedCommand played = expectDone(ductile("evaluate", imported, "--episodes", "1", "--json"));
    assertThat(played.out()).contains("\"trainedFrames\":0");
    expectDone(ductile("export", imported, "--out", at("again.zip")));
    CapturedCommand resumed = ductile("train", "--resume", imported);
    assertThat(resumed.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(resumed.err()).contains("complete");
  }

  /** Not only its values: the parameters themselves, bit for bit. */
  @Test
  void aRainbowComesBackFromItsTensorsAndGoesOutAsASavedModel() throws IOException {
    String run = at("rainbow");
    String file = at("rainbow.safetensors");
    String back = at("rainbow-back");
    expectDone(
        training(
            "rainbow", "--agent", "rainbow", "--with", "layer-norm", "--set", "run.frames=800"));
    CapturedCommand out =
        expectDone(ductile("export", run, "--format", "safetensors", "--out", file, "--json"));
    String hash = out.out().replaceAll("(?s).*(\"parametersSha256\":\"\\w+\").*", "$1");
    assertThat(hash).hasSizeGreaterThan(64);
    String[] in = {
      "import", file, "--format", "safetensors", "--config", run + "/config.yaml", "--run", back
    };
    expectDone(ductile(in));
    assertThat(Files.readString(Path.of(back, "summary.json")).replaceAll("\\s", ""))
        .contains(hash);
    assertThat(values(Path.of(back))).isEqualTo(values(Path.of(run)));

    String model = at("rainbow-model");
    expectDone(ductile("export", run, "--format", "savedmodel", "--out", model));
    assertThat(Path.of(model, "saved_model.pb")).isNotEmptyFile();
    assertThat(Path.of(model, "assets.extra", "ductile.json"))
        .content()
        .contains("rainbow", "configurationSha256", "layer-norm");
    CapturedCommand again = ductile("import", model, "--format", "savedmodel", "--run", at("new"));
    assertThat(again.code()).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void aDamagedNewestCheckpointIsPassedOver() throws IOException {
    Path run = scratch.resolve("damaged-run");
    expectDone(training("damaged-run", "--set", "run.checkpointPeriodFrames=800"));
    try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
      Path newest =
          files.filter(f -> f.toString().endsWith(".ductile")).sorted().reduce((a, b) -> b).get();
      byte[] bytes = Files.readAllBytes(newest);
      bytes[bytes.length / 2] ^= 1;
      Files.write(newest, bytes);
    }
    CapturedCommand export =
        expectDone(ductile("export", run.toString(), "--out", at("older.zip"), "--json"));
    assertThat(export.err()).contains("damaged", "checkpoint-000000000800");
    assertThat(export.out()).contains("\"trainedFrames\":800");
  }

  /**
   * One wrong command line.
   *
   * @param words what the message must say, separated by bars
   */
  private record Wrong(int code, String words, List<String> args) {
    @Override
    public String toString() {
      return String.join(" ", args).replaceAll("\\S*/junit\\S*/", "");
    }
  }

  private static Wrong wrong(int code, String words, String... args) {
    return new Wrong(code, words, List.of(args));
  }

  private Wrong wrongTensors(String words, String file, String... more) {
    List<String> args = new ArrayList<>();
    args.addAll(List.of("import", at(file), "--format", "safetensors", "--run", at("new")));
    args.addAll(List.of(more));
    return new Wrong(ExitCodes.USAGE, words, args);
  }

  private Stream<Wrong> refusals() {
    String zip = at("agent.zip");
    String config = at("run/config.yaml");
    String out = at("out.zip");
    String run = at("new");
    return Stream.of(
        wrong(2, "--out", "export", at("run")),
        wrong(2, "absent|no such run", "export", at("absent"), "--out", out),
        wrong(2, "format 'onnx'|dl4j", "export", at("run"), "--out", out, "--format", "onnx"),
        wrong(1, "agent.zip|already", "export", at("run"), "--out", zip),
        wrong(2, "--run", "import", zip),
        wrong(2, "no such file|absent.zip", "import", at("absent.zip"), "--run", run),
        wrong(2, "not a file|run", "import", at("run"), "--run", run),
        wrong(2, "format 'onnx'|dl4j", "import", zip, "--run", run, "--format", "onnx"),
        wrong(1, "text.zip|not a zip archive", "import", at("text.zip"), "--run", run),
        wrong(1, "agent.zip|3_W|16|512", "import", zip, "--run", run),
        wrong(1, "agent.zip|3_W", "import", zip, "--run", run, "--set", "network.torso=MLP"),
        wrong(1, "more than one number", "import", zip, "--run", run, "--agent", "c51"),
        wrongTensors("text.zip|no whole safetensors file", "text.zip"),
        wrongTensors("agent.zip|no whole safetensors file", "agent.zip"),
        wrongTensors("hidden.weight|[3136, 512]", "agent.safetensors"),
        wrongTensors("lacks conv1.ln_offset", "agent.safetensors", "--with", "layer-norm"),
        wrongTensors(
            "computes something else",
            "agent.safetensors",
            "--config",
            config,
            "--set",
            "network.activation=TANH"),
        wrong(3, "breakout|roms import", "import", zip, "--run", run, "--game", "breakout"),
        wrong(1, "run|already", "import", zip, "--run", at("run"), "--config", config));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusedInOneLine(Wrong wrong) {
    CapturedCommand result = ductile(wrong.args().toArray(String[]::new));
    assertThat(result.errorLines()).as(result.err()).hasSize(1);
    String line = result.errorLines().get(0);
    assertThat(line).startsWith("ductile: ").contains(wrong.words().split("\\|"));
    assertThat(line).doesNotContain("Exception", "internal error");
    assertThat(result.code()).as(line).isEqualTo(wrong.code());
    assertThat(result.out()).isEmpty();
    assertThat(scratch.resolve("new")).doesNotExist();
    assertThat(scratch.resolve("out.zip")).doesNotExist();
  }

  @Test
  void anAgentThatDl4jCannotExpressIsRefusedByName() {
    expectDone(training("distributional", "--agent", "c51", "--set", "run.frames=800"));
    CapturedCommand result = ductile("export", at("distributional"), "--out", at("c51.zip"));
    assertThat(result.code()).isEqualTo(ExitCodes.FAILED);
    assertThat(result.errorLines()).as(result.err()).hasSize(1);
    assertThat(result.err()).contains("more than one number per action", "agent dqn");
    assertThat(scratch.resolve("c51.zip")).doesNotExist();
  }
}

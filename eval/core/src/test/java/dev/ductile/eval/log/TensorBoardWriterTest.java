package dev.ductile.eval.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorBoardWriterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_800_000_000L, 250_000_000), ZoneOffset.UTC);
  // Prints what TensorBoard's own reader finds as one JSON object.
  private static final String READER =
      """
      import json, sys, logging
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      from tensorboard.util import tensor_util
      a = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'tensors': 0})
      a.Reload()
      t = a.Tags()
      print(json.dumps({
          'scalars': {k: [[e.wall_time, e.step, e.value] for e in a.Scalars(k)]
                      for k in t['scalars']},
          'texts': {k: [[e.step, e.tensor_proto.string_val[0].decode()] for e in a.Tensors(k)]
                      for k in t['tensors']
                      if a.SummaryMetadata(k).plugin_data.plugin_name == 'text'},
      }))
      """;
  // Prints what the page of the command tensorboard would show: scalars and descriptions of tags,
  // with the data server (its default where that is installed) or with the loader in Python.
  private static final String PAGE =
      """
      import json, sys
      from tensorboard import context
      from tensorboard.util import grpc_util
      folder, fast = sys.argv[1], sys.argv[2] == 'fast'
      if fast:
          from tensorboard.data import server_ingester
          ingester = server_ingester.SubprocessServerDataIngester(
              server_ingester.get_server_binary(), folder, reload_interval=1000,
              channel_creds_type=grpc_util.ChannelCredsType.LOCAL)
          ingester.start()
          provider = ingester.data_provider
      else:
          from tensorboard.backend.event_processing import data_provider
          from tensorboard.backend.event_processing import plugin_event_multiplexer
          multiplexer = plugin_event_multiplexer.EventMultiplexer()
          multiplexer.AddRunsFromDirectory(folder)
          multiplexer.Reload()
          provider = data_provider.MultiplexerDataProvider(multiplexer, folder)
      ctx = context.RequestContext()
      series = provider.list_scalars(ctx, experiment_id='', plugin_name='scalars')
      points = provider.read_scalars(ctx, experiment_id='', plugin_name='scalars',
                                     downsample=100000)
      print(json.dumps({tag: {'description': series[run][tag].description,
                              'points': [[p.step, float(p.value)] for p in points[run][tag]]}
                        for run in series for tag in series[run]}))
      """;

  // Prints what the plugin behind the tab HPARAMS finds: each group of runs with its values.
  private static final String HYPER_PARAMETERS =
      """
      import json, sys
      from tensorboard import context
      from tensorboard.backend.event_processing import data_provider
      from tensorboard.backend.event_processing import plugin_event_multiplexer
      from tensorboard.plugins import base_plugin
      from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment
      from tensorboard.plugins.hparams import list_session_groups
      multiplexer = plugin_event_multiplexer.EventMultiplexer()
      multiplexer.AddRunsFromDirectory(sys.argv[1])
      multiplexer.Reload()
      provider = data_provider.MultiplexerDataProvider(multiplexer, sys.argv[1])
      backend = backend_context.Context(base_plugin.TBContext(data_provider=provider))
      ctx = context.RequestContext()
      experiment = get_experiment.Handler(
          ctx, backend, '', api_pb2.GetExperimentRequest()).run()
      request = api_pb2.ListSessionGroupsRequest(
          start_index=0, slice_size=100, aggregation_type=api_pb2.AGGREGATION_AVG,
          allowed_statuses=[0, 1, 2, 3])
      for info in experiment.metric_infos:
          request.col_params.add(metric=info.name)
      for info in experiment.hparam_infos:
          request.col_params.add(hparam=info.name)
      groups = list_session_groups.Handler(ctx, backend, '', request).run().session_groups
      def plain(value):
          return getattr(value, value.WhichOneof('kind'))
      print(json.dumps({g.name: {
          'hparams': {k: plain(v) for k, v in g.hparams.items()},
          'metrics': {m.name.tag: m.value for m in g.metric_values},
          'status': g.sessions[0].status} for g in groups}))
      """;

  @TempDir Path folder;

  @Test
  void checksumsAgreeWithKnownVectors() {
    // RFC 3720, B.4: 32 bytes of zeros, of ones, ascending; and the usual check value.
    byte[] ascending = new byte[32];
    for (int i = 0; i < 32; i++) {
      ascending[i] = (byte) i;
    }
    byte[] ones = new byte[32];
    Arrays.fill(ones, (byte) 0xFF);
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    Map<byte[], Integer> vectors =
        Map.of(
            new byte[32], 0x8a9136aa, ones, 0x62a8ab43, ascending, 0x46dd794e, digits, 0xe3069283);
    vectors.forEach(
        (bytes, crc) -> {
          assertThat(EventFileReader.crc32c(bytes)).isEqualTo(crc);
          int rotated = (crc >>> 15) | (crc << 17);
          assertThat(EventRecords.maskedCrc32c(bytes, 0, bytes.length))
              .isEqualTo(rotated + 0xa282ead8);
        });
    // Length 24, the frame of a version record: bytes seen in files that TensorFlow wrote.
    byte[] frame = EventRecords.frame(new byte[24]).array();
    assertThat(Arrays.copyOf(frame, 12))
        .containsExactly(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22);
  }

  @Test
  void independentDecoderReadsEverythingBack() throws IOException {
    Path file;
    try (TensorBoardWriter writer = TensorBoardWriter.create(folder, CLOCK)) {
      file = writer.file();
      Map<String, Double> scalars = new LinkedHashMap<>();
      scalars.put("train/loss", 0.25);
      scalars.put("train/return", Double.NaN);
      writer.scalars(1L << 40, scalars);
      writer.text("config", 9, "seed: \u03b5");
    }
    assertThat(file.getFileName().toString()).startsWith("events.out.tfevents.1800000000.");
    List<EventFileReader.Message> events = EventFileReader.read(file);
    assertThat(events).hasSize(4);
    assertThat(events.get(0).string(3)).isEqualTo("brain.Event:2");
    assertThat(events).allSatisfy(e -> assertThat(e.float64(1)).isEqualTo(1_800_000_000.25));

    assertThat(events.get(1).message(7).integer(1)).as("the run's beginning").isEqualTo(1);
    assertThat(events.get(2).integer(2)).isEqualTo(1L << 40);
    List<EventFileReader.Message> scalars = events.get(2).message(5).messages(1);
    assertThat(scalars.get(0).string(1)).isEqualTo("train/loss");
    assertThat(scalars.get(0).float32(2)).isEqualTo(0.25f);
    assertThat(scalars.get(1).float32(2)).isNaN();

    EventFileReader.Message text = events.get(3).message(5).message(1);
    assertThat(text.message(8).string(8)).isEqualTo("seed: \u03b5");
    assertThat(text.message(9).message(1).string(1)).isEqualTo("text");
  }

  @Test
  void laterFilesSortBehindEarlierOnesEvenInTheSameSecond() {
    Path first = create();
    Path second = create();
    assertThat(second.getFileName().toString()).isGreaterThan(first.getFileName().toString());
  }

  @Test
  void unwritableFolderIsOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> TensorBoardWriter.create(file.resolve("run")))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("cannot write " + file.resolve("run") + ": ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void tensorBoardItselfOpensTheFiles() throws Exception {
    String python = python();
    assumeTrue(
        python != null, "skipped: no Python with tensorboard; name one with -Dductile.python=PATH");
    try (TensorBoardWriter writer = TensorBoardWriter.create(folder, CLOCK)) {
      for (int step = 0; step < 10; step++) {
        writer.scalar("train/loss", step * 1000L, step * 0.5);
      }
      writer.text("config", 0, "game: *volley*");
    }
    // The first process was killed in the middle of a record, the second resumed at step 4000.
    Path torn = EventFiles.only(folder);
    Files.write(torn, new byte[] {40, 0, 0, 0, 0, 0, 0, 0, 1, 2}, StandardOpenOption.APPEND);
    try (TensorBoardWriter writer = TensorBoardWriter.resume(folder, 4000, CLOCK)) {
      for (int step = 4; step < 8; step++) {
        writer.scalar("train/loss", step * 1000L, 100.0 + step);
      }
    }
    JsonNode seen = readWith(python, READER);

    JsonNode loss = seen.get("scalars").get("train/loss");
    assertThat(loss).hasSize(8);
    for (int step = 0; step < 8; step++) {
      assertThat(loss.get(step).get(0).asDouble()).isEqualTo(1_800_000_000.25);
      assertThat(loss.get(step).get(1).asLong()).isEqualTo(step * 1000L);
      assertThat(loss.get(step).get(2).asDouble()).isEqualTo(step < 4 ? step * 0.5 : 100 + step);
    }
    assertThat(seen.get("texts").get("config").get(0).get(1).asText()).isEqualTo("game: *volley*");
  }

  /** What both of the page's loaders show of runs that went on after a kill, also of old ones. */
  @ParameterizedTest
  @CsvSource({"fast, true", "slow, true", "slow, false"})
  void pageShowsTheMeanOfAStepAndNothingOlderThanAResume(String loader, boolean marked)
      throws Exception {
    String python = python();
    assumeTrue(
        python != null, "skipped: no Python with tensorboard; name one with -Dductile.python=PATH");
    assumeTrue(
        !loader.equals("fast") || imports(python, "tensorboard_data_server"),
        "skipped: no package tensorboard-data-server beside tensorboard");
    Path file;
    try (TensorBoardWriter writer = TensorBoardWriter.create(folder, CLOCK)) {
      file = writer.file();
      StepMeans games = new StepMeans(writer);
      writer.describe("return", "mean of the games that ended at this frame");
      for (int game = 0; game < 16; game++) {
        games.add("return", game < 8 ? 1000 : 2000, game);
      }
      games.flush();
      writer.scalar("lost", 1500, 1);
      writer.scalar("lost", 3000, 2);
    }
    if (!marked) {
      EventFileReader.cutRecord(file, 1);
    }
    try (TensorBoardWriter writer = TensorBoardWriter.resume(folder, 1501, CLOCK)) {
      writer.scalar("return", 1800, 9);
      writer.scalar(
          "lost", 2500, 3); // the data server asks for a new value before it drops old ones
    }
    JsonNode page = readWith(python, PAGE, loader);
    assertThat(page.get("return").get("points")).hasToString("[[1000,3.5],[1800,9.0]]");
    if (loader.equals("slow")) { // the data server drops descriptions: tags must say it themselves
      assertThat(page.get("return").get("description").asText()).contains("mean of the games");
    }
    assertThat(page.get("lost").get("points")).hasToString("[[1500,1.0],[2500,3.0]]");
  }

  /** What the tab HPARAMS compares: two runs, one of them completed. */
  @Test
  void theTabOfHyperParametersComparesRuns() throws Exception {
    String python = python();
    assumeTrue(
        python != null, "skipped: no Python with tensorboard; name one with -Dductile.python=PATH");
    for (String run : List.of("a", "b")) {
      Path own = Files.createDirectory(folder.resolve(run));
      try (TensorBoardWriter writer = TensorBoardWriter.create(own, CLOCK)) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("interventions", run.equals("a") ? "" : "redo=0.1, layer-norm");
        parameters.put("optimizer.learningRate", run.equals("a") ? 6.25e-5 : 1e-4);
        parameters.put("network.dueling", run.equals("a"));
        writer.hyperParameters("group-" + run, parameters);
        writer.scalar("evaluation/mean_return", 1000, run.equals("a") ? -3 : 7);
        if (run.equals("b")) {
          writer.completed(1000);
        }
      }
      // As after a kill: the second file drops later steps, and keeps the hyper-parameters.
      TensorBoardWriter.resume(own, 1001, CLOCK).close();
    }
    JsonNode groups = readWith(python, HYPER_PARAMETERS);
    assertThat(groups).hasSize(2);
    JsonNode a = groups.get("group-a");
    JsonNode b = groups.get("group-b");
    assertThat(a.get("hparams").get("interventions").asText()).isEmpty();
    assertThat(b.get("hparams").get("interventions").asText()).isEqualTo("redo=0.1, layer-norm");
    assertThat(a.get("hparams").get("optimizer.learningRate").asDouble()).isEqualTo(6.25e-5);
    assertThat(a.get("hparams").get("network.dueling").asBoolean()).isTrue();
    assertThat(b.get("hparams").get("network.dueling").asBoolean(true)).isFalse();
    assertThat(a.get("metrics").get("evaluation/mean_return").asDouble()).isEqualTo(-3);
    assertThat(b.get("metrics").get("evaluation/mean_return").asDouble()).isEqualTo(7);
    assertThat(a.get("status").asInt()).as("unknown: not completed").isZero();
    assertThat(b.get("status").asInt()).as("success").isEqualTo(1);
  }

  private JsonNode readWith(String python, String... script)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python, "-c", script[0], folder.toString()));
    command.addAll(Arrays.asList(script).subList(1, script.length));
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    return Json.MAPPER.readTree(out);
  }

  private static String python() throws InterruptedException {
    for (String name : List.of(System.getProperty("ductile.python", ""), "python3")) {
      try {
        if (!name.isEmpty() && imports(name, "tensorboard")) {
          return name;
        }
      } catch (IOException e) {
        // Not installed under this name.
      }
    }
    return null;
  }

  private static boolean imports(String python, String module)
      throws IOException, InterruptedException {
    return new ProcessBuilder(python, "-c", "import " + module)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private Path create() {
    try (TensorBoardWriter writer = TensorBoardWriter.create(folder, CLOCK)) {
      return writer.file();
    }
  }

  /** Finds the event file of a folder. */
  private static final class EventFiles {
    static Path only(Path folder) throws IOException {
      try (var files = Files.list(folder)) {
        List<Path> all = files.toList();
        assertThat(all).hasSize(1);
        return all.get(0);
      }
    }
  }
}

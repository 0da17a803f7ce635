package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.RunOutcome;
import dev.ductile.eval.run.TinyTraining;
import dev.ductile.eval.run.TrainingRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is looked at is the run that it would be alone, and gets to its end. */
class WatchedTrainingTest {
  private static final int CLIENTS = 20;
  private static final String EVENT = "event: screen\ndata: ";

  @TempDir private Path scratch;

  private static String[] settings(String schedule) {
    return new String[] {"run.schedule=" + schedule, "run.frames=2400"};
  }

  private RunOutcome alone(String schedule) {
    RunFolder folder = RunFolder.create(scratch.resolve("alone"));
    try (TrainingRun run =
        TrainingRun.begin(TinyTraining.settings(settings(schedule)), folder, RomStore.standard())) {
      return run.run(() -> false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERIAL", "OVERLAPPED"})
  void twentyClientsOfWhomHalfDoNotReadChangeNothing(String schedule) throws Exception {
    RunOutcome alone = alone(schedule);
    RunFolder folder = RunFolder.create(scratch.resolve("watched"));
    AtomicInteger screens = new AtomicInteger();
    List<Socket> sockets = new ArrayList<>();
    try (WatchServer server = WatchServer.bind(new WatchAddress(null, 0));
        TrainingRun run =
            TrainingRun.begin(
                TinyTraining.settings(settings(schedule)), folder, RomStore.standard())) {
      LiveScreen screen = new LiveScreen();
      run.showGameTo(
          emulator -> {
            screen.accept(emulator);
            screen.next().ifPresent(png -> screens.incrementAndGet()); // as often as can be
          });
      server.start(folder.path(), new LiveScreen());
      String id = new WatchedRuns(folder.path()).all().iterator().next().id();
      for (int i = 0; i < CLIENTS; i++) {
        sockets.add(client(server, id, i % 2 == 0));
      }
      RunOutcome watched = run.run(() -> false);
      assertThat(watched.completed()).isTrue();
      assertThat(watched.summary().get("parametersSha256"))
          .isEqualTo(alone.summary().get("parametersSha256"));
      assertThat(watched.evaluation().games()).isEqualTo(alone.evaluation().games());
      assertThat(kinds(folder)).isEqualTo(kinds(new RunFolder(scratch.resolve("alone"))));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
    assertThat(screens.get()).isGreaterThan(50);
  }

  /** Log lines without what the clock decides. */
  private static List<String> kinds(RunFolder folder) throws IOException {
    return Files.readAllLines(folder.metricsFile()).stream()
        .map(line -> line.replaceAll(",\"(wallSeconds|framesPerSecond)\":[^,}]*", ""))
        .toList();
  }

  private static Socket client(WatchServer server, String id, boolean reads) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
    socket
        .getOutputStream()
        .write(
            ("GET /events?run=" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    if (reads) {
      Thread reader = new Thread(() -> drain(socket));
      reader.setDaemon(true);
      reader.start();
    }
    return socket;
  }

  private static void drain(Socket socket) {
    try (InputStream in = socket.getInputStream()) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      return; // closed at the end
    }
  }

  @Test
  void theScreenOfTheGameArrives() throws Exception {
    RunFolder folder = RunFolder.create(scratch.resolve("shown"));
    try (WatchServer server = WatchServer.bind(new WatchAddress(null, 0));
        TrainingRun run =
            TrainingRun.begin(
                TinyTraining.settings("run.frames=1000000"), folder, RomStore.standard())) {
      LiveScreen screen = new LiveScreen();
      run.showGameTo(screen);
      server.start(folder.path(), screen);
      String id = new WatchedRuns(folder.path()).all().iterator().next().id();
      StringBuilder text = new StringBuilder();
      try (Socket socket = client(server, id, false)) {
        Thread reader = new Thread(() -> read(socket, text));
        reader.start();
        long end = System.nanoTime() + 60_000_000_000L;
        run.run(() -> !reader.isAlive() || System.nanoTime() > end);
        reader.join();
      }
      String all = text.toString();
      int start = all.indexOf(EVENT) + EVENT.length();
      byte[] png = Base64.getDecoder().decode(all.substring(start, all.indexOf('\n', start)));
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(160);
    }
  }

  /** Until a whole screen was read; events below 4 KB have no chunk sizes inside. */
  private static void read(Socket socket, StringBuilder text) {
    try {
      InputStream in = socket.getInputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
        int start = text.indexOf(EVENT);
        if (start >= 0 && c == '\n' && text.length() > start + EVENT.length()) {
          return;
        }
      }
    } catch (IOException e) {
      return; // the test finds no picture
    }
  }
}

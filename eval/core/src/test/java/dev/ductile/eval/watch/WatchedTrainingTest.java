package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.Screen;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.RunOutcome;
import dev.ductile.eval.run.TinyTraining;
import dev.ductile.eval.run.TrainingRun;
import dev.ductile.eval.text.Json;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is looked at is the run that it would be alone, and gets to its end. */
class WatchedTrainingTest {
  private static final int CLIENTS = 20;
  private static final long PATIENCE_MILLIS = 60_000;

  @TempDir private Path scratch;

  /** A page: the newest of what it was told. */
  private static final class Client implements Runnable {
    private final String address;
    private volatile String figures = "{}";
    private volatile String training = "{}";
    private volatile String screen;
    private volatile int screens;

    Client(WatchServer server, String id) {
      address = server.url() + "events?run=" + id;
    }

    @Override
    public void run() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  URI.create(address).toURL().openStream(), StandardCharsets.UTF_8))) {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event: ")) {
            event = line;
          } else if (line.startsWith("data: ") && event.endsWith("figures")) {
            figures = line.substring("data: ".length());
          } else if (line.startsWith("data: ") && event.endsWith("training")) {
            training = line.substring("data: ".length());
          } else if (line.startsWith("data: ") && event.endsWith("screen")) {
            screen = line.substring("data: ".length());
            screens++;
          }
        }
      } catch (IOException e) {
        return; // the server has ended
      }
    }

    Client start() {
      Thread thread = new Thread(this);
      thread.setDaemon(true);
      thread.start();
      return this;
    }
  }

  private static String[] settings(String schedule) {
    return new String[] {"run.schedule=" + schedule, "run.frames=8000"};
  }

  private TrainingRun begin(RunFolder folder, String... settings) {
    return TrainingRun.begin(TinyTraining.settings(settings), folder, RomStore.standard());
  }

  private static String id(RunFolder folder) {
    return new WatchedRuns(folder.path()).all().iterator().next().id();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERIAL", "OVERLAPPED"})
  void twentyClientsOfWhomHalfDoNotReadChangeNothingAndThoseWhoReadMissNothing(String schedule)
      throws Exception {
    RunFolder unwatched = RunFolder.create(scratch.resolve("alone"));
    RunOutcome alone;
    try (TrainingRun run = begin(unwatched, settings(schedule))) {
      alone = run.run(() -> false);
    }
    RunFolder folder = RunFolder.create(scratch.resolve("watched"));
    List<Socket> deaf = new ArrayList<>();
    List<Client> pages = new ArrayList<>();
    try (WatchServer server = WatchServer.bind(new WatchAddress(null, 0));
        TrainingRun run = begin(folder, settings(schedule))) {
      LiveScreen screen = new LiveScreen();
      run.showGameTo(screen);
      server.start(folder.path(), screen);
      for (int i = 0; i < CLIENTS; i += 2) {
        pages.add(new Client(server, id(folder)).start());
        deaf.add(deafClient(server, id(folder)));
      }
      RunOutcome watched = run.run(() -> false);
      assertThat(watched.completed()).isTrue();
      assertThat(watched.summary().get("parametersSha256"))
          .isEqualTo(alone.summary().get("parametersSha256"));
      assertThat(watched.evaluation().games()).isEqualTo(alone.evaluation().games());
      assertThat(lines(folder)).isEqualTo(lines(unwatched));
      List<List<Number>> games = games(folder);
      assertThat(games).hasSizeGreaterThan(5);
      for (Client page : pages) {
        await(page, games);
        assertThat(page.screens).isPositive();
        assertThat(Json.MAPPER.readTree(page.training).path("loss").size()).isGreaterThan(5);
      }
    } finally {
      for (Socket socket : deaf) {
        socket.close();
      }
    }
  }

  /** Log lines without what the clock decides. */
  private static List<String> lines(RunFolder folder) throws IOException {
    return Files.readAllLines(folder.metricsFile()).stream()
        .map(line -> line.replaceAll(",\"(wallSeconds|framesPerSecond)\":[^,}]*", ""))
        .toList();
  }

  private static List<List<Number>> games(RunFolder folder) throws IOException {
    List<List<Number>> games = new ArrayList<>();
    for (String line : Files.readAllLines(folder.metricsFile())) {
      JsonNode read = Json.MAPPER.readTree(line);
      if (read.path("kind").asText().equals("episode")) {
        games.add(List.of(read.path("frames").asLong(), read.path("return").asDouble()));
      }
    }
    return games;
  }

  /** Waits until a page shows all games. */
  private static void await(Client page, List<List<Number>> games) throws Exception {
    String wanted = Json.MAPPER.writeValueAsString(games);
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    String shown = "";
    while (!shown.equals(wanted) && System.nanoTime() < end) {
      shown = Json.MAPPER.readTree(page.figures).path("games").toString();
      Thread.sleep(50);
    }
    assertThat(shown).isEqualTo(wanted);
  }

  /** Asks, and never reads the answer. */
  private static Socket deafClient(WatchServer server, String id) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), server.port());
    String request = "GET /events?run=" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void whatIsShownIsAScreenThatTrainingPlayed() throws Exception {
    RunFolder folder = RunFolder.create(scratch.resolve("shown"));
    Set<Integer> played = ConcurrentHashMap.newKeySet();
    try (WatchServer server = WatchServer.bind(new WatchAddress(null, 0));
        TrainingRun run = begin(folder, "run.frames=1000000")) {
      LiveScreen screen = new LiveScreen();
      run.showGameTo(
          emulator -> {
            played.add(Arrays.hashCode(rgb(emulator)));
            screen.accept(emulator);
          });
      server.start(folder.path(), screen);
      Client page = new Client(server, id(folder)).start();
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      run.run(() -> page.screens >= 3 || System.nanoTime() > end);
      assertThat(page.screen).isNotNull();
      assertThat(played).contains(Arrays.hashCode(rgb(Base64.getDecoder().decode(page.screen))));
      assertThat(played).hasSizeGreaterThan(10);
    }
  }

  private static byte[] rgb(Emulator emulator) {
    Screen screen = emulator.screen();
    byte[] rgb = new byte[screen.width() * screen.height() * 3];
    screen.copyRgb(rgb);
    return rgb;
  }

  private static byte[] rgb(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    byte[] rgb = new byte[image.getWidth() * image.getHeight() * 3];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return rgb;
  }
}

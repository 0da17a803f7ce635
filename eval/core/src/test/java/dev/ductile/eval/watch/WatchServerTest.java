package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.run.TinyTraining;
import dev.ductile.eval.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, to whom, and what is not; asked with bare sockets, as an attacker would. */
class WatchServerTest {
  private static final String PAGE = "GET / HTTP/1.1\r\nHost: localhost\r\n";

  @TempDir private Path scratch;

  private Path run(String name) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("runs").resolve(name));
    Files.writeString(folder.resolve("config.yaml"), ConfigYaml.write(TinyTraining.settings()));
    Files.writeString(
        folder.resolve("metrics.jsonl"),
        "{\"kind\":\"episode\",\"frames\":400,\"episodes\":1,\"return\":-3.0}\n");
    return folder;
  }

  private WatchServer serve(String host) throws IOException {
    run("a");
    WatchServer server = WatchServer.bind(new WatchAddress(host, 0));
    server.start(scratch.resolve("runs"), null);
    return server;
  }

  private static BufferedReader open(Socket socket, String request) throws IOException {
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static Socket socket(WatchServer server) throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), server.port());
  }

  /** Head and what follows. */
  private static String ask(WatchServer server, String request) throws IOException {
    try (Socket socket = socket(server)) {
      BufferedReader answer = open(socket, request + "Connection: close\r\n");
      StringBuilder text = new StringBuilder();
      for (int c = answer.read(); c >= 0; c = answer.read()) {
        text.append((char) c);
      }
      return text.toString();
    }
  }

  private static int status(WatchServer server, String request) throws IOException {
    return Integer.parseInt(ask(server, request).split(" ", 3)[1]);
  }

  private static String event(BufferedReader lines, String name) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("event: " + name)) {
        return lines.readLine().substring("data: ".length());
      }
    }
    throw new IOException("the stream ended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../config.yaml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/./",
        "/watch.js/../../LogTail.class",
        "/watch.html",
        "/watch.js%00.css",
        "/runs/a/config.yaml",
        "/a/metrics.jsonl",
        "/events/..",
        "/events?run=../a",
        "/events?run=",
        "/favicon.ico",
        "/WATCH.CSS"
      })
  void otherPathsAreNotThere(String path) throws IOException {
    try (WatchServer server = serve(null)) {
      assertThat(status(server, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n")).isEqualTo(404);
    }
  }

  @Test
  void thePageAndItsFilesAreServed() throws IOException {
    try (WatchServer server = serve(null)) {
      assertThat(ask(server, PAGE)).contains("200 OK", "<title>Ductile", "default-src 'none'");
      String style = ask(server, "GET /watch.css HTTP/1.1\r\nHost: 127.0.0.1:1\r\n");
      assertThat(style).contains("text/css");
      assertThat(ask(server, "GET /watch.js HTTP/1.1\r\nHost: [::1]:1\r\n"))
          .contains("text/javascript")
          .doesNotContain("innerHTML");
      assertThat(ask(server, "GET /charts.js HTTP/1.1\r\nHost: [::1]\r\n"))
          .contains("text/javascript")
          .doesNotContain("innerHTML");
      assertThat(status(server, PAGE.replace("GET", "HEAD"))).isEqualTo(200);
      assertThat(status(server, PAGE.replace("GET", "POST"))).isEqualTo(405);
      assertThat(status(server, PAGE.replace("GET", "DELETE"))).isEqualTo(405);
      assertThat(server.url()).isEqualTo("http://127.0.0.1:" + server.port() + "/");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: 192.0.2.1\r\n",
        "Host: 127.0.0.1.evil.example:80\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        ""
      })
  void otherNamesOfTheLoopbackAreRefused(String hosts) throws IOException {
    try (WatchServer server = serve(null)) {
      assertThat(status(server, "GET / HTTP/1.1\r\n" + hosts)).isIn(400, 403);
    }
  }

  @Test
  void othersNeedTheTokenAndKeepItInACookie() throws IOException {
    try (WatchServer server = serve("0.0.0.0")) {
      String token = server.url().replaceFirst(".*token=", "");
      assertThat(token).matches("[0-9a-f]{32}");
      assertThat(ask(server, PAGE)).contains(" 403 ", "with its token").doesNotContain(token);
      assertThat(status(server, PAGE.replace("/ ", "/?token= "))).isEqualTo(403);
      assertThat(status(server, PAGE.replace("/ ", "/?token=" + token + "0 "))).isEqualTo(403);
      assertThat(status(server, PAGE.replace("/ ", "/events?token=" + token + " "))).isEqualTo(403);
      String first = ask(server, PAGE.replace("/ ", "/?token=" + token + " "));
      assertThat(first).contains(" 303 ", "HttpOnly", "SameSite=Strict");
      String cookie = first.replaceFirst("(?is).*set-cookie: ([^;]*);.*", "$1");
      assertThat(status(server, PAGE + "Cookie: x=1; " + cookie + "\r\n")).isEqualTo(200);
      assertThat(status(server, PAGE + "Cookie: " + cookie + "0\r\n")).isEqualTo(403);
      String rebound = PAGE.replace("localhost", "evil.example") + "Cookie: " + cookie + "\r\n";
      assertThat(status(server, rebound)).isEqualTo(403);
    }
  }

  @Test
  void aClientSeesRunsAndFiguresAndWhatIsAppended() throws IOException {
    Path log = run("a").resolve("metrics.jsonl");
    try (WatchServer server = serve(null);
        Socket socket = socket(server);
        Socket second = socket(server)) {
      String list = event(open(socket, "GET /events HTTP/1.1\r\nHost: localhost\r\n"), "runs");
      assertThat(list).contains("\"name\":\"a\"").doesNotContain(scratch.toString());
      String id = Json.MAPPER.readTree(list).path("runs").get(0).path("id").asText();
      BufferedReader stream =
          open(second, "GET /events?run=" + id + " HTTP/1.1\r\nHost: localhost\r\n");
      String before = event(stream, "figures");
      assertThat(Json.MAPPER.readTree(before).path("games").toString()).isEqualTo("[[400,-3.0]]");
      assertThat(Json.MAPPER.readTree(before).path("picture").asBoolean()).isFalse();
      Files.writeString(
          log,
          "{\"kind\":\"episode\",\"frames\":800,\"episodes\":2,\"return\":5.0}\n{\"ki",
          StandardOpenOption.APPEND);
      assertThat(Json.MAPPER.readTree(event(stream, "figures")).path("games").toString())
          .isEqualTo("[[400,-3.0],[800,5.0]]");
    }
  }

  @Test
  void aRunThatBeginsIsFound() throws IOException {
    try (WatchServer server = serve(null);
        Socket socket = socket(server)) {
      BufferedReader stream = open(socket, "GET /events HTTP/1.1\r\nHost: localhost\r\n");
      assertThat(Json.MAPPER.readTree(event(stream, "runs")).path("runs")).hasSize(1);
      run("<b onclick=\"x\">&amp;");
      assertThat(Json.MAPPER.readTree(event(stream, "runs")).path("runs")).hasSize(2);
    }
  }

  @Test
  void tooManyPagesAreToldToComeBack() throws IOException {
    List<Socket> open = new ArrayList<>();
    try (WatchServer server = serve(null)) {
      for (int i = 0; i < WatchServer.MAX_CLIENTS; i++) {
        Socket socket = socket(server);
        open.add(socket);
        event(open(socket, "GET /events HTTP/1.1\r\nHost: localhost\r\n"), "runs");
      }
      assertThat(status(server, "GET /events HTTP/1.1\r\nHost: localhost\r\n")).isEqualTo(503);
      assertThat(status(server, PAGE)).isEqualTo(200);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void whatCannotBeServedIsSaid() throws IOException {
    try (WatchServer server = serve(null)) {
      assertThatThrownBy(() -> WatchServer.bind(new WatchAddress(null, server.port())))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("127.0.0.1:" + server.port() + ": ")
          .hasMessageContaining("choose another --port");
      assertThatThrownBy(() -> WatchServer.bind(new WatchAddress("no.such.invalid", 0)))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("--host no.such.invalid");
    }
    try (WatchServer server = WatchServer.bind(new WatchAddress(null, 0))) {
      assertThatThrownBy(() -> server.start(scratch.resolve("nothing"), null))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("no such folder");
    }
  }
}

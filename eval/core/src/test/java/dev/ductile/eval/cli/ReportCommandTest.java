package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.score.WrittenRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** A comparison becomes a page. */
class ReportCommandTest extends ComparedRuns {
  @Test
  void thePageHasEverySectionWithTheNumbersAndSentencesOfCompare() throws Exception {
    fiveGames(5);
    String page = report();
    assertThat(page)
        .contains("<h2>What this shows, and what it does not</h2>")
        .contains("redo is above none on 5 of 5 games (decided: above on 5, below on 0)")
        .contains("<h2>Scores over games and seeds</h2>", "interquartile mean − none")
        .contains("<h2>Learning curves</h2>", "<h2>Every run</h2>")
        .contains("50 runs on 5 games, by intervention against none; score final");
    String csv = compare("--csv", folder.resolve("all.csv").toString()).err();
    assertThat(csv).contains("wrote");
    String[] decided =
        Files.readString(folder.resolve("all.csv"))
            .lines()
            .filter(line -> line.contains("redo") && line.contains("IQM difference"))
            .findFirst()
            .orElseThrow()
            .split(",");
    assertThat(page).contains("redo," + decided[7] + "," + decided[8] + "," + decided[9]);
  }

  @Test
  void changesImprovementProfilesAndPlasticityStandInThePage() throws Exception {
    for (int seed = 1; seed <= 5; seed++) {
      for (String with : List.of("", "redo")) {
        WrittenRun.of("boxing", seed, "interventions=" + with)
            .game(500_000, 10, 1000)
            .measurement(500_000, Map.of("plasticity/dormant@0.1/total", 0.9))
            .measurement(
                1_000_000,
                Map.of(
                    "plasticity/dormant@0.1/total",
                    with.isEmpty() ? 0.5 : 0.5 - 0.01 * seed,
                    "plasticity/dormant@0.1/torso.0",
                    1.0,
                    "plasticity/seconds/total",
                    seed))
            .evaluation(1_000_000, with.isEmpty() ? 20 : 30 + seed * seed)
            .write(runs().resolve(with + seed));
      }
    }
    assertThat(report())
        .contains("<h2>Changes game by game</h2>", "boxing, redo: +21.0 ✓.")
        .contains("\nboxing,redo,21.0,")
        .contains("<h2>Probability of improvement</h2>", "redo: 1")
        .contains("<h2>Performance profiles</h2>", "\nredo,0.2,1,")
        .contains("<h2>Plasticity and return</h2>", "all points lie on a line: no interval")
        .containsPattern("\nredo,&quot;boxing, seed 2&quot;,-0\\.0(2|1999).*,0\\.1")
        .doesNotContain("torso.0", "seconds</td>");
  }

  @Test
  void everyFigureIsSoundHasTextsAndNumbers() throws Exception {
    fiveGames(3);
    String page = report("--figures", folder.resolve("figures").toString());
    Matcher svg = Pattern.compile("(?s)<svg.*?</svg>").matcher(page);
    int found = 0;
    while (svg.find()) {
      Document document = parse(svg.group());
      assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
      assertThat(text(document, "title")).isNotBlank();
      assertThat(text(document, "desc")).isNotBlank();
      found++;
    }
    assertThat(found).isGreaterThan(8);
    assertThat(Pattern.compile("<figure ").matcher(page).results().count()).isEqualTo(found);
    try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
      assertThat(files.toList()).hasSize(3 * found);
    }
    Path pdf = folder.resolve("figures/headline-iqm.pdf");
    assertThat(Files.readString(pdf, StandardCharsets.ISO_8859_1)).startsWith("%PDF");
    parse(Files.readString(folder.resolve("figures/headline-iqm.svg")));
    assertThat(folder.resolve("figures/headline-iqm.csv")).content().contains("\nnone,");
  }

  @Test
  void namesWithMarkupQuotesAndLongWordsBreakNothing() throws Exception {
    fiveGames(3);
    String evil = "</title><script>alert(1)</script>\"'&" + "x".repeat(500);
    Path run =
        WrittenRun.of("alien", 9, "interventions=redo")
            .provenance(
                "# Provenance (comments, not settings):\n#   command: ductile <b onload=\"x\">\n")
            .evaluation(1_000_000, 30, 31)
            .write(runs().resolve("a<i>'b"));
    assertThat(run).exists();
    Files.writeString(
        runs().resolve("claims.json"),
        "{\"sweep\":\"<u>s\",\"claims\":[{\"claim\":\"<img src=x>\",\"verdict\":\"open\"}]}");
    String page = report("--title", evil);
    assertThat(page)
        .doesNotContain("<script", "<b onload", "<i>", "<u>", "<img")
        .contains("&lt;script&gt;", "ductile &lt;b onload=&quot;x&quot;&gt;", "&lt;img src=x&gt;")
        .doesNotContainPattern("(src|href)=\"(http|//)");
  }

  @Test
  void noTextIsSmallerThanElevenPixels() throws Exception {
    fiveGames(3);
    Matcher size = Pattern.compile("font(?:-size)?[:=]\\s*\"?([0-9.]+)(px|pt)?").matcher(report());
    List<Double> pixels = new ArrayList<>();
    while (size.find()) {
      pixels.add(Double.parseDouble(size.group(1)) * ("pt".equals(size.group(2)) ? 4 / 3.0 : 1));
    }
    assertThat(pixels).hasSizeGreaterThan(8).allMatch(each -> each >= 11);
  }

  @Test
  void optionsInCommandsAreNotBrokenAtTheirHyphens() throws Exception {
    WrittenRun.of("boxing", 1)
        .provenance(
            "# Provenance (comments, not settings):\n"
                + "#   command: ductile train --game boxing --seed 1 <b-i>\n")
        .evaluation(1_000_000, 5)
        .write(runs().resolve("one"));
    assertThat(report())
        .contains(
            "boxing <span class=\"w\">--seed</span> 1 <span class=\"w\">&lt;b-i&gt;</span></td>")
        .contains("1 run on 1 game, by intervention; score final");
  }

  @Test
  void theOrderOfFoldersChangesNothing() throws Exception {
    fiveGames(3);
    List<String> some = new ArrayList<>();
    try (Stream<Path> runs = Files.list(runs())) {
      runs.sorted().forEach(run -> some.add(run.toString()));
    }
    String first = report(some.toArray(String[]::new));
    java.util.Collections.reverse(some);
    assertThat(report(some.toArray(String[]::new))).isEqualTo(first);
  }

  @Test
  void oneSeedOneGameAndNoCurveAreSaidAndNoCrash() throws Exception {
    run("boxing", "", 1, 10);
    WrittenRun.of("pong", 1).evaluation(1_000_000, 5).write(runs().resolve("one-point"));
    assertThat(report())
        .contains("Nothing is concluded: there is one group only.")
        .contains("Without a curve, as no run has two points: pong");
  }

  @Test
  void aDamagedFileOfClaimsIsOneLine() throws Exception {
    fiveGames(3);
    Files.writeString(runs().resolve("claims.json"), "{");
    CapturedCommand result = command();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errorLines()).singleElement().asString().contains("claims.json is damaged");
  }

  /** What is known of probes are their sweeps' claims; nothing of them can be compared. */
  @Test
  void aSweepOfProbesHasItsClaims() throws Exception {
    Path probe = Files.createDirectories(runs().resolve("trials/a/run"));
    Files.writeString(probe.resolve("config.yaml"), "---\nseed: 1\nimages: \"x\"\nimageCount: 9\n");
    CapturedCommand compared = compare();
    assertThat(compared.code()).isEqualTo(2);
    assertThat(compared.errorLines())
        .singleElement()
        .asString()
        .contains("there is no run to compare", "holds a probe, not a training");
    assertThat(command().code()).as("no claims").isEqualTo(2);
    Files.writeString(
        runs().resolve("claims.json"),
        "{\"sweep\":\"s\",\"claims\":[{\"claim\":\"units recover\",\"verdict\":\"supported\","
            + "\"metric\":\"probe.alongTasks.recovery.plasticity/dead@0/total\","
            + "\"statistic\":\"mean\",\"estimate\":0.2,\"low\":0.1,\"high\":0.3,\"seeds\":5}]}");
    assertThat(report())
        .contains("Claims of probes: 1 sweep.", "units recover", "supported")
        .contains("mean: recovery, dead units, whole network")
        .doesNotContain("Every run", "#verdict");
  }

  private String report(String... args) throws IOException {
    CapturedCommand result = command(args);
    assertThat(result.code()).as(result.err()).isZero();
    return Files.readString(folder.resolve("page.html"));
  }

  private CapturedCommand command(String... args) {
    List<String> line = new ArrayList<>(List.of("report", runs().toString()));
    line.addAll(List.of(args));
    line.addAll(List.of("--normalize", scale.toString()));
    line.addAll(List.of("--out", folder.resolve("page.html").toString()));
    return CapturedCommand.run(folder.resolve("home"), line.toArray(String[]::new));
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static String text(Document document, String tag) {
    return document.getElementsByTagName(tag).item(0).getTextContent();
  }
}

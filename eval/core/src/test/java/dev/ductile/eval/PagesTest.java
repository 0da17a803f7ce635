package dev.ductile.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.measurement.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Pages can be followed and read: the README leads to all of them, and no line or sentence runs on.
 */
class PagesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("ductile.root", "../..")).toAbsolutePath().normalize();
  private static final Path README = ROOT.resolve("README.md");
  private static final int README_LINES = 120;
  private static final int LINE_CHARACTERS = 120;
  private static final int SENTENCE_WORDS = 40;

  /** A folder that readers make. */
  private static final String ROMS_OF_READERS = "docker/roms";

  private static final Pattern LINK =
      Pattern.compile("]\\(([^)\\s]+)\\)|<img[^>]*src=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("`[^`]+`");
  private static final Pattern OURS =
      Pattern.compile(
          "`((?:agent|docker|env|eval|replay)(?:/[\\w.-]+)+|dev\\.ductile(?:\\.\\w+)+)`");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : links(page)) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean found = Files.exists(target);
        if (found && parts.length > 1) {
          found = anchors(target).contains(parts[1]);
        }
        if (!found) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void theReadmeCountsWhatThereIs() throws IOException {
    int interventions = Interventions.all().size();
    assertThat(Files.readString(README))
        .contains("**" + interventions + " interventions that combine**")
        .contains("| interventions for plasticity | " + interventions + ", combined |")
        .contains("| measurements of plasticity | " + Measurements.all().size() + " |");
  }

  @Test
  void theReadmeLeadsToEveryPage() throws IOException {
    List<Path> documentation = new ArrayList<>();
    try (Stream<Path> folders = Files.find(ROOT, 3, (f, a) -> f.endsWith("docs"))) {
      for (Path folder : folders.toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(f -> f.toString().endsWith(".md")).forEach(documentation::add);
        }
      }
    }
    assertThat(documentation).hasSizeGreaterThan(20);
    assertThat(pages()).containsAll(documentation);
  }

  @Test
  void pathsAndPackagesThatPagesNameExist() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path page : pages()) {
      Matcher names = OURS.matcher(String.join("\n", prose(page, true)));
      while (names.find()) {
        if (!exists(names.group(1))) {
          missing.add(ROOT.relativize(page) + ": " + names.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(String name) throws IOException {
    if (name.contains("/")) {
      return name.contains("PRESET")
          || name.equals(ROMS_OF_READERS)
          || Files.exists(ROOT.resolve(name));
    }
    Path folder = Path.of("src", "main", "java").resolve(name.replace('.', '/'));
    for (Path module : modules()) {
      Path path = module.resolve(folder);
      if (Files.exists(path) || Files.exists(path.resolveSibling(path.getFileName() + ".java"))) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> modules() throws IOException {
    try (Stream<Path> poms = Files.find(ROOT, 3, (f, a) -> f.endsWith("pom.xml"))) {
      return poms.map(Path::getParent).toList();
    }
  }

  @Test
  void noLineIsLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path page : pages()) {
      for (String line : prose(page, false)) {
        boolean picture = line.strip().startsWith("![");
        if (!picture && line.codePointCount(0, line.length()) > LINE_CHARACTERS) {
          tooLong.add(ROOT.relativize(page) + ": " + line);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThan(README_LINES);
    String text = CODE.matcher(String.join("\n", prose(README, false))).replaceAll("code");
    text = text.replaceAll("!\\[[^\\]]*]", "").replaceAll("]\\([^)]*\\)", "]");
    for (String sentence : text.split("(?<=[.!?:][)*]{0,3})\\s+|\\n\\s*\\n|\\n[-#]")) {
      assertThat(sentence.strip().split("\\s+"))
          .as(sentence)
          .hasSizeLessThanOrEqualTo(SENTENCE_WORDS);
    }
  }

  /** The README and whatever it leads to, over other pages too. */
  private static Set<Path> pages() throws IOException {
    Set<Path> pages = new TreeSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(README));
    while (!open.isEmpty()) {
      Path page = open.pop();
      if (!page.toString().endsWith(".md") || !Files.exists(page) || !pages.add(page)) {
        continue;
      }
      for (String link : links(page)) {
        open.add(page.resolveSibling(link.split("#", 2)[0]).normalize());
      }
    }
    return pages;
  }

  private static List<String> links(Path page) throws IOException {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(String.join("\n", prose(page, true)));
    while (matcher.find()) {
      String link = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      if (!link.contains("://")) {
        links.add(link);
      }
    }
    return links;
  }

  /** What headings are called in links. */
  private static List<String> anchors(Path page) throws IOException {
    return prose(page, false).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  /** A page's lines without its blocks of code. */
  private static List<String> prose(Path page, boolean withTables) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean code = false;
    for (String line : Files.readAllLines(page)) {
      if (line.strip().startsWith("```")) {
        code = !code;
      } else if (!code && (withTables || !line.strip().startsWith("|"))) {
        lines.add(line);
      }
    }
    return lines;
  }
}

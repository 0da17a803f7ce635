package dev.ductile.eval.run.stored;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.Visit;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.env.emulator.EmulatorVersion;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.machine.CpuKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where a run's figures come from: code, command, ROMs, libraries, machine. It stands in {@code
 * config.yaml} as comments, since none of it is a setting, and in {@code summary.json}. A run that
 * goes on keeps what it began with, and gets a line for every resume.
 *
 * @param facts by name, in order; empty for a run of an earlier version
 * @param resumes one text for each resume
 */
public record Provenance(Map<String, String> facts, List<String> resumes) {
  private static final String HEAD = "# Provenance (comments, not settings):";
  private static final String FACT = "#   ";
  private static final String RESUMED = "resumed";
  private static final String SEPARATOR = ": ";
  private static final String HASH = "configurationSha256";

  /** Keeps copies. */
  public Provenance {
    facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    resumes = List.copyOf(resumes);
  }

  /**
   * Of a run that begins now.
   *
   * @param command the words of the command line
   */
  public static Provenance now(
      RunConfig config, Engine engine, RomStore roms, List<String> command) {
    Map<String, String> facts = new LinkedHashMap<>();
    CodeIdentity.current().toMap().forEach((key, value) -> facts.put(key, String.valueOf(value)));
    facts.put(HASH, ConfigurationHash.sha256(config));
    facts.put("started", time());
    facts.put("command", line(command));
    facts.put("romMd5", romMd5(config, roms));
    facts.put("libale", EmulatorVersion.LIBALE);
    facts.put("engine", engine.description());
    facts.put("java", System.getProperty("java.version"));
    facts.putAll(CpuKind.of(engine).toMap());
    facts.put(
        "threads",
        String.format(
            Locale.ROOT,
            "engine %d, environments %d, processors %d",
            config.run().engineThreads(),
            config.run().environmentThreads(),
            Runtime.getRuntime().availableProcessors()));
    return new Provenance(facts, List.of());
  }

  /** Every game that is played, once. */
  private static String romMd5(RunConfig config, RomStore roms) {
    TreeSet<String> games = new TreeSet<>(List.of(config.env().game()));
    if (config.continual().on()) {
      games.clear();
      config.continual().cycle().stream().map(Visit::game).forEach(games::add);
    }
    return games.stream()
        .map(game -> game + " " + roms.require(game).game().md5())
        .collect(Collectors.joining(", "));
  }

  /** The same run, forked from another one. */
  public Provenance forkedFrom(Map<String, String> origin) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.putAll(origin);
    return new Provenance(all, resumes);
  }

  /** What to say where this machine is of another kind than the one that the run was begun on. */
  public Optional<String> otherCpu(Engine engine) {
    return CpuKind.of(engine).differenceFrom(CpuKind.read(facts));
  }

  /** The same run, which goes on now. */
  public Provenance resumedNow(long frames, Engine engine, List<String> command) {
    String cpu =
        otherCpu(engine).isEmpty()
            ? ""
            : CpuKind.of(engine).toMap().entrySet().stream()
                .map(fact -> fact.getKey() + " " + fact.getValue())
                .collect(Collectors.joining("; ", ", ", ""));
    List<String> all = new ArrayList<>(resumes);
    all.add(
        String.format(
            Locale.ROOT,
            "%s at frame %d, Ductile %s, %s%s: %s",
            time(),
            frames,
            CodeIdentity.current().describe(),
            engine.description(),
            cpu,
            line(command)));
    return new Provenance(facts, all);
  }

  /** The same run, whose configuration says more frames now. */
  public Provenance of(RunConfig config) {
    Map<String, String> now = new LinkedHashMap<>(facts);
    now.put(HASH, ConfigurationHash.sha256(config));
    return new Provenance(now, resumes);
  }

  /** What the run was made by, in words; {@code unknown} in runs of earlier versions. */
  public String code() {
    String code =
        CodeIdentity.current().toMap().keySet().stream()
            .filter(facts::containsKey)
            .map(key -> key + " " + facts.get(key))
            .collect(Collectors.joining(", "));
    return code.isEmpty() ? CodeIdentity.UNKNOWN : code;
  }

  /** Comment lines to stand before a configuration. */
  public String comments() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    facts.forEach(
        (key, value) -> text.append(FACT).append(key).append(SEPARATOR).append(value).append('\n'));
    resumes.forEach(
        each -> text.append(FACT).append(RESUMED).append(SEPARATOR).append(each).append('\n'));
    return text.toString();
  }

  /** Reads what stands as comments at the beginning of a configuration; nothing is no error. */
  public static Provenance read(String yaml) {
    Map<String, String> facts = new LinkedHashMap<>();
    List<String> resumes = new ArrayList<>();
    List<String> lines = yaml.lines().takeWhile(line -> line.startsWith("#")).toList();
    int head = lines.indexOf(HEAD);
    for (String line : head < 0 ? List.<String>of() : lines.subList(head + 1, lines.size())) {
      String[] fact = line.split(SEPARATOR, 2);
      if (!line.startsWith(FACT) || fact.length < 2) {
        break;
      }
      String key = fact[0].substring(FACT.length());
      if (key.equals(RESUMED)) {
        resumes.add(fact[1]);
      } else {
        facts.put(key, fact[1]);
      }
    }
    return new Provenance(facts, resumes);
  }

  /** For {@code summary.json}, of a run or an evaluation that ends now. */
  public Map<String, Object> endedNow() {
    Map<String, Object> map = new LinkedHashMap<>(facts);
    map.put("ended", time());
    map.put("resumes", resumes.size());
    map.put(RESUMED, resumes);
    return map;
  }

  private static String time() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As a shell would read it again; one line whatever the words hold. */
  static String line(List<String> words) {
    return words.isEmpty()
        ? CodeIdentity.UNKNOWN
        : "ductile " + words.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,+@%-]+")
        ? word
        : "'" + plain(word).replace("'", "'\\''") + "'";
  }

  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ");
  }
}

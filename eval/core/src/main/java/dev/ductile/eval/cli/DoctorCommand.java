package dev.ductile.eval.cli;

import dev.ductile.agent.engine.Engine;
import dev.ductile.base.DuctileHome;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.natives.NativeLibraries;
import dev.ductile.base.parts.Part;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.BuiltInGame;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.process.Failures;
import dev.ductile.eval.cli.process.Startup;
import dev.ductile.replay.ReplayMemory;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ductile doctor}. */
@Command(
    name = "doctor",
    description = "Shows what is installed, which ROMs and devices there are, and what is missing.")
final class DoctorCommand implements Callable<Integer> {
  private static final long GIB = 1L << 30;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private boolean healthy = true;

  /** One examination; its failure is a finding, not the end. */
  private interface Examination {
    Object find() throws Exception;
  }

  @Override
  public Integer call() {
    examine(
        "java", () -> System.getProperty("java.version") + ", " + System.getProperty("java.home"));
    examine("system", () -> System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    examine("cores", () -> Runtime.getRuntime().availableProcessors());
    examine("memoryGiB", DoctorCommand::memoryGib);
    examine("heapMiB", () -> Runtime.getRuntime().maxMemory() >> 20);
    examine("replayMiB", () -> ReplayMemory.availableBytes() >> 20);
    examine("openFiles", DoctorCommand::openFiles);
    examine("paths", DoctorCommand::paths);
    examine("home", DoctorCommand::home);
    examine("freeDiskGiB", () -> freeDiskGib(DuctileHome.path()));
    examine("emulator", DoctorCommand::emulator);
    for (Engine engine : ServiceLoader.load(Engine.class)) {
      examine(
          "engine " + engine.name(),
          () -> engine.description() + ", devices " + String.join(", ", engine.devices()));
    }
    for (Part part : Part.values()) {
      if (!part.isThere()) {
        figures.put("part " + part.text(), missing(part));
      }
    }
    examine("roms", DoctorCommand::roms);
    examine("display", DoctorCommand::display);
    JsonOutput.print(System.out, figures, json);
    return healthy ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private void examine(String what, Examination examination) {
    try {
      figures.put(what, examination.find());
    } catch (Exception | LinkageError e) {
      healthy = false;
      figures.put(what, "PROBLEM: " + Failures.line(e));
    }
  }

  /** The launcher says which parts it has fetched; each command gets only those that it needs. */
  private static String missing(Part part) {
    List<String> fetched = List.of(System.getProperty("ductile.fetched", "").split(","));
    String what = part.meaning() + ", ";
    if (System.getProperty("ductile.launcher") == null) {
      return what + "not installed";
    }
    return what
        + (fetched.contains(part.text()) ? "fetched" : "not fetched before a command needs it")
        + "; to see it here: DUCTILE_PARTS="
        + part.text();
  }

  private static Object openFiles() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : "not known";
  }

  /** How Java reads names of files; formats follow no locale. */
  private static Object paths() {
    String encoding = System.getProperty("sun.jnu.encoding");
    return Startup.isUtf8(encoding)
        ? encoding
        : encoding + ": only ASCII names can be used; set LC_ALL=C.UTF-8";
  }

  private static Object home() {
    Path home = DuctileHome.path();
    NativeLibraries.requireUsable(home);
    return home + (Files.isDirectory(home) ? "" : " (made when first needed)");
  }

  private static Object memoryGib() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize() / GIB;
  }

  private static Object freeDiskGib(Path home) throws IOException {
    Path there = home.toAbsolutePath();
    while (!Files.isDirectory(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace() / GIB;
  }

  private static Object emulator() {
    EmulatorSettings settings =
        new EmulatorSettings(0, 0, OptionalInt.empty(), OptionalInt.empty());
    try (Emulator emulator =
        Emulator.open(RomStore.standard().require(BuiltInGame.NAME), settings)) {
      return "ALE 0.7.3 plays " + emulator.game().name();
    }
  }

  private static Object roms() {
    RomStore store = RomStore.standard();
    int installed = store.installed().size();
    int all = GameCatalogue.all().size();
    String found = installed + " of " + all + " games in " + store.folder();
    return installed > 1
        ? found
        : found
            + "; the built-in game needs none. More: pip download --no-deps ale-py, then ./ductile"
            + " roms import <the wheel>";
  }

  private static Object display() {
    return GraphicsEnvironment.isHeadless()
        ? "none: 'play' records with --video, it cannot open a window"
        : "there is one";
  }
}

package dev.ductile.eval.cli.bench.all;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.machine.CpuKind;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What stands above a table of figures. */
final class MachineDescription {
  private static final double GIGABYTE = 1e9;

  private MachineDescription() {}

  /**
   * Of this machine. The engine is asked in a process of its own, so that this one stays free of
   * native libraries and their threads.
   */
  static Map<String, String> of(Side here, Duration patience) throws InterruptedException {
    JsonNode engine = engine(here, patience);
    Map<String, String> facts = new LinkedHashMap<>();
    CpuKind kind =
        CpuKind.of(CpuFeatures.ofThisMachine(), engine.path("kernels").asText(""), System.getenv());
    Map<String, String> cpu = kind.toMap();
    facts.put("CPU", cpu.get("cpu"));
    facts.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("instruction sets", cpu.get("instructionSets"));
    facts.put("engine", engine.path("engine").asText(CodeIdentity.UNKNOWN));
    facts.put("kernels", cpu.get("kernels"));
    facts.put("ONEDNN_MAX_CPU_ISA", cpu.get("oneDnnMaxCpuIsa"));
    facts.put("memory", memory());
    facts.put("Java", System.getProperty("java.version"));
    facts.put("Ductile", CodeIdentity.current().describe());
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    return facts;
  }

  private static JsonNode engine(Side here, Duration patience) throws InterruptedException {
    List<String> small =
        List.of(
            "bench",
            "update",
            "--json",
            "--set",
            "replay.batchSize=2",
            "--set",
            "network.hiddenUnits=8");
    try (Child child = Child.start(here.command(small))) {
      return child.figures(patience);
    } catch (RowFailure e) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }

  private static String memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? String.format(Locale.ROOT, "%.0f GB", system.getTotalMemorySize() / GIGABYTE)
        : CodeIdentity.UNKNOWN;
  }
}

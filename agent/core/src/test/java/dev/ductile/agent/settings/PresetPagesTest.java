package dev.ductile.agent.settings;

import dev.ductile.agent.GeneratedPart;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of presets in {@code agent/docs} are those that the code gives. */
class PresetPagesTest {
  static Iterable<String> agents() {
    return AgentPresets.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void pageHoldsTheGeneratedTable(String agent) throws IOException {
    GeneratedPart.check(
        agent + ".md", PresetTables.BEGIN, PresetTables.END, PresetTables.of(agent));
  }
}

package dev.ductile.eval.run.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.Settings;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.run.TinyTraining;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run came from stands beside its settings, and is none. */
class ProvenanceTest {
  private static final List<String> COMMAND =
      List.of("train", "--run", "a b", "--set", "x=it's\n# 1", "# resumed: never");

  @Test
  void isReadBackAndKeptThroughResumes() {
    Settings<RunConfig> settings = TinyTraining.settings();
    Engine engine = Engine.named(settings.toConfig().run().engine());
    Provenance first = Provenance.now(settings.toConfig(), engine, RomStore.standard(), COMMAND);
    assertThat(first.facts())
        .containsKeys("version", "commit", "tree", "codeSha256", "started", "cpu", "threads")
        .containsEntry(
            "command", "ductile train --run 'a b' --set 'x=it'\\''s # 1' '# resumed: never'")
        .containsEntry("engine", engine.description());
    assertThat(first.facts().get("romMd5")).matches("volley [0-9a-f]{32}");
    assertThat(first.facts().get("libale")).startsWith("0.7.3");

    String yaml = ConfigYaml.write(settings);
    String file = first.comments() + yaml;
    assertThat(Provenance.read(file)).isEqualTo(first);
    Settings<RunConfig> read = Settings.ofRun();
    ConfigYaml.readRun(read, file, "config.yaml");
    assertThat(ConfigYaml.write(read)).isEqualTo(yaml);

    Provenance second = Provenance.read(file).resumedNow(400, engine, COMMAND);
    Provenance third =
        Provenance.read(second.comments() + yaml).resumedNow(800, engine, List.of("train"));
    assertThat(third.facts()).isEqualTo(first.facts());
    assertThat(third.resumes()).hasSize(2);
    assertThat(third.resumes().get(1)).contains(" at frame 800, Ductile ", ": ductile train");
    assertThat(third.endedNow())
        .containsEntry("resumes", 2)
        .containsKeys("started", "ended", "configurationSha256");
  }

  @Test
  void runsOfEarlierVersionsHaveNone() {
    assertThat(Provenance.read("# Resolved configuration\nagent: dqn\n").facts()).isEmpty();
    assertThat(Provenance.read("").resumes()).isEmpty();
  }
}

package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files and folders that no command can use, and a run that is damaged. */
final class WrongInputs {
  private WrongInputs() {}

  /** Writes all of them; the home folder of the commands, which is empty. */
  static Path write(Path scratch) throws IOException {
    Files.writeString(scratch.resolve("file"), "a regular file");
    Files.write(scratch.resolve("truncated.bin"), new byte[1000]);
    Files.write(scratch.resolve("empty.bin"), new byte[0]);
    Files.write(scratch.resolve("corrupt.zip"), new byte[] {'P', 'K', 3, 4, 9, 9, 9, 9, 9});
    Files.writeString(scratch.resolve("actions"), "NOOP FIRE JUMP");
    Files.writeString(scratch.resolve("indices"), "0 1 99");
    Files.writeString(scratch.resolve("blank"), " \n");
    Files.write(scratch.resolve("latin"), new byte[] {'c', 'a', 'f', (byte) 0xe9, ':', ' ', '1'});
    Files.writeString(scratch.resolve("twice.yaml"), "run: {frames: 1, frames: 2}\n");
    Files.writeString(scratch.resolve("list.yaml"), "- 1\n- 2\n");
    Files.writeString(scratch.resolve("broken.yaml"), "run: {frames: [1\n");
    Files.writeString(scratch.resolve("other.yaml"), "agent: rainbow\npreset: fast\n");
    sweep(scratch, "typo.yaml", "[--agen, c51]");
    sweep(scratch, "negative.yaml", "[--set, run.frames=-1]");
    sweep(scratch, "word.yaml", "[--frames, many]");
    Files.createDirectory(scratch.resolve("folder"));
    Files.createDirectory(scratch.resolve("mine"));
    run(scratch, "run", "env.game: volley", true);
    run(scratch, "no-checkpoint", "env.game: volley", false);
    run(scratch, "bad-config", "env.game: volley", false);
    Path bad = scratch.resolve("bad-config/config.yaml");
    Files.writeString(
        bad, Files.readString(bad).replaceFirst("\n  frames: \\d+", "\n  frames: many"));
    return Files.createDirectory(scratch.resolve("home"));
  }

  private static void run(Path scratch, String name, String line, boolean damagedCheckpoint)
      throws IOException {
    Settings<RunConfig> settings = AgentPresets.load("dqn", null);
    ConfigYaml.readInto(settings, line, "test");
    Path folder = Files.createDirectory(scratch.resolve(name));
    Files.writeString(folder.resolve("config.yaml"), ConfigYaml.write(settings));
    if (damagedCheckpoint) {
      Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));
      Files.writeString(checkpoints.resolve("checkpoint-000000001000.ductile"), "DUCTILE1damaged");
    }
  }

  private static void sweep(Path scratch, String name, String arguments) throws IOException {
    Files.writeString(
        scratch.resolve(name),
        "name: x\nabout: x\nsize: desk\ndifferences: none\ncommand: train\n"
            + "axes: {seed: {option: --seed, values: [3, 4]}}\nclaims: []\narguments: "
            + arguments
            + "\n");
  }
}

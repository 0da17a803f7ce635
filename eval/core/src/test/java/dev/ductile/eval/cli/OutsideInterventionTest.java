package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionProvider;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.Parameter;
import dev.ductile.eval.folder.ChildJvm;
import dev.ductile.eval.run.TinyTraining;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An intervention from outside Ductile is listed, parsed, trained with and resumed. */
class OutsideInterventionTest {
  private static final String WITH = "fading-pull=0.25";
  private static final String NEXT = ";";
  private static final int SECONDS = 240;

  @TempDir private Path scratch;

  /** As another archive has it. */
  public static final class Provider implements InterventionProvider {
    @Override
    public List<InterventionType> types() {
      return List.of(FadingPull.TYPE);
    }
  }

  /** Shrinks weights, less with every update: what it is at is state that a resume needs. */
  private static final class FadingPull extends Intervention {
    static final InterventionType TYPE =
        InterventionType.named("fading-pull", InterventionKind.UPDATE_RULE)
            .does("θ ← θ·(1 − rate/(1 + updates))")
            .source("a test")
            .number("rate", 0.1, 0, 1, "of the first update")
            .makes(FadingPull::new);

    private FadingPull(Options options) {
      super(TYPE, options);
    }

    private Variable updates(UpdateContext context) {
      return context.state(this, "updates", Shape.of());
    }

    @Override
    public Tensor project(UpdateContext context, Parameter parameter, Tensor updated) {
      var f = context.ops();
      Tensor count = f.shift(f.read(updates(context)), 1f);
      Tensor share = f.divide(f.constant((float) arguments().number("rate")), count);
      return f.multiply(updated, f.shift(f.negate(share), 1f));
    }

    @Override
    public void extend(UpdateContext context) {
      var f = context.ops();
      f.assign(updates(context), f.shift(f.read(updates(context)), 1f));
    }
  }

  /** Runs several commands in one process, until one fails. */
  public static final class Commands {
    public static void main(String[] args) {
      List<String> command = new ArrayList<>();
      for (String word : args) {
        if (!word.equals(NEXT)) {
          command.add(word);
          continue;
        }
        int code = Main.execute(command.toArray(String[]::new));
        if (code != 0) {
          System.exit(code);
        }
        command.clear();
      }
    }
  }

  private String inProcessWithProvider(List<String> args, int exitCode) throws Exception {
    Path services = Files.createDirectories(scratch.resolve("archive/META-INF/services"));
    Files.writeString(
        services.resolve(InterventionProvider.class.getName()), Provider.class.getName());
    List<String> command =
        ChildJvm.command(Commands.class, List.of("-Xmx512m"), args.toArray(String[]::new));
    int classPath = command.indexOf("-cp") + 1;
    // Before Ductile's own on the class path, and still behind it in the list.
    command.set(
        classPath, scratch.resolve("archive") + File.pathSeparator + command.get(classPath));
    Path log = scratch.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(log);
    assertThat(process.exitValue()).as(said).isEqualTo(exitCode);
    return said;
  }

  private List<String> train(String run, int frames) {
    List<String> words = new ArrayList<>(List.of("train", "--run", run, "--with", WITH));
    TinyTraining.ASSIGNMENTS.stream()
        .filter(assignment -> !assignment.startsWith("run.frames"))
        .forEach(assignment -> words.addAll(List.of("--set", assignment)));
    words.addAll(List.of("--set", "evaluation.periodFrames=0"));
    words.addAll(List.of("--set", "evaluation.finalEpisodes=0", "--frames", "" + frames, NEXT));
    return words;
  }

  @Test
  void isListedAndTrainedWithAndResumed() throws Exception {
    String whole = scratch.resolve("whole").toString();
    String parts = scratch.resolve("parts").toString();
    List<String> args = new ArrayList<>();
    args.addAll(List.of("list", "interventions", NEXT));
    args.addAll(List.of("train", "--help", NEXT));
    args.addAll(train(whole, 1600));
    args.addAll(train(parts, 800));
    args.addAll(List.of("train", "--resume", parts, "--frames", "1600", NEXT));
    String said = inProcessWithProvider(args, 0);

    String help = said.substring(said.indexOf("Usage:"));
    assertThat(said.substring(0, said.indexOf("Usage:"))).contains("layer-norm", "fading-pull");
    assertThat(said.indexOf("adam-rel")).isLessThan(said.indexOf("fading-pull"));
    assertThat(help.substring(0, help.indexOf("parametersSha256"))).contains("fading-pull");
    assertThat(Path.of(parts, "config.yaml")).content().contains("fading-pull:rate=0.25");
    assertThat(hash(parts)).isEqualTo(hash(whole));
  }

  private static String hash(String run) throws IOException {
    return new ObjectMapper()
        .readTree(Path.of(run, "summary.json").toFile())
        .get("parametersSha256")
        .asText();
  }
}

package dev.ductile.eval.cli.bench.all;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ductile bench all}. */
@Command(
    name = "all",
    description = {
      "One table with the machine's description: updates, acting, whole trainings, environments,"
          + " replay. Each measurement has a process of its own. With --against another build or the"
          + " peers are measured in turn, and ratios of these pairs are given: this build's figure in"
          + " the other's. Stop everything else meanwhile."
    })
public final class BenchAll implements Callable<Integer> {
  /** Runs the command line; named so that this package does not know it. */
  private static final String MAIN = "dev.ductile.eval.cli.Main";

  private static final String PEERS = "peers";

  @Option(
      names = "--against",
      paramLabel = "BUILD|peers",
      description =
          "Another checkout's ./ductile, or peers: the scripts of eval/peers. Default: nobody.")
  private String against;

  @Option(
      names = "--python",
      paramLabel = "PYTHON",
      description = "Python with the peers' packages. Default: python3.")
  private String python = "python3";

  @Option(
      names = "--peers",
      paramLabel = "FOLDER",
      description = "The peers' scripts. Default: eval/peers.")
  private Path peers = Path.of("eval/peers");

  @Option(names = "--rounds", paramLabel = "N", description = "Default: 5.")
  private int rounds = 5;

  @Option(
      names = "--rows",
      paramLabel = "LIST",
      description = {
        "Rows to measure, such as dqn,rainbow: dqn, dqn-bfloat16, c51, dqn-ln, rainbow,"
            + " rainbow-bfloat16, train-dqn, train-dqn-bfloat16, train-rainbow-zoo,"
            + " train-rainbow-zoo-bfloat16, train-rainbow-cleanrl, train-der, train-pqn,"
            + " train-pqn-bfloat16, env-1, env-2, trials, start, replay, replay-compressed."
            + " Default: all."
      })
  private String rows;

  @Option(
      names = "--game",
      paramLabel = "NAME",
      description =
          "Game of trainings and environments. Default: breakout; without its ROM volley.")
  private String game;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Agent steps timed in each training. Default: 1500.")
  private int steps = 1500;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "For one measuring process. Default: 600.")
  private int timeoutSeconds = 600;

  @Option(names = "--json", description = "Print one JSON object, with every value.")
  private boolean json;

  @Option(names = "--markdown", description = "Print the table for a page.")
  private boolean markdown;

  @Override
  public Integer call() throws InterruptedException {
    Options.atLeast("--rounds", rounds, 1);
    Options.atLeast("--timeout", timeoutSeconds, 1);
    Options.atLeast("--steps", steps, 600);
    Duration patience = Duration.ofSeconds(timeoutSeconds);
    int cores = Runtime.getRuntime().availableProcessors();
    List<Row> chosen = new Rows(game(), cores, steps, patience).chosen(rows);
    Side here = Side.here(MAIN);
    Optional<Side> there = Optional.ofNullable(against).map(this::other);
    Rounds measured = new Rounds(here, there, BenchAll::say);
    List<Result> results = measured.run(chosen, rounds);
    Table table =
        new Table(MachineDescription.of(here, patience), there.map(Side::name).orElse(""), results);
    if (json) {
      JsonOutput.print(System.out, table.toMap(), true);
    } else {
      System.out.print(markdown ? table.markdown() : table.text());
    }
    return results.stream().anyMatch(Result::isFailed) ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private Side other(String name) {
    return name.equals(PEERS) ? Side.peers(python, peers) : Side.build(Path.of(name));
  }

  private String game() {
    if (game != null) {
      return GameCatalogue.require(game).name();
    }
    boolean hasRom =
        RomStore.standard().installed().keySet().stream()
            .anyMatch(each -> each.name().equals("breakout"));
    if (!hasRom) {
      say("no ROM of breakout is imported: trainings and environments play volley");
    }
    return hasRom ? "breakout" : "volley";
  }

  private static void say(String words) {
    System.err.println(Printable.of(words));
  }
}

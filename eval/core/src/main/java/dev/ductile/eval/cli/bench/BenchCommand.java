package dev.ductile.eval.cli.bench;

import dev.ductile.eval.cli.bench.all.BenchAll;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code ductile bench}. */
@Command(
    name = "bench",
    description = "Measures throughput on this machine.",
    subcommands = {
      BenchAll.class,
      BenchEnv.class,
      BenchReplay.class,
      BenchStart.class,
      BenchUpdate.class,
      BenchTrain.class
    })
public final class BenchCommand implements Runnable {
  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

package dev.ductile.eval.cli.bench;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.Trainer;
import dev.ductile.base.RandomStreams;
import dev.ductile.eval.cli.options.AgentOptions;
import dev.ductile.replay.ReplayBenchmark;
import dev.ductile.replay.ReplayConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.rng.UniformRandomProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ductile bench replay}. */
@Command(name = "replay", description = "Appending to and sampling from a full memory.")
final class BenchReplay implements Callable<Integer> {
  @Mixin private BenchOutput output;
  @Mixin private AgentOptions agent;

  @Override
  public Integer call() {
    RunConfig config = agent.settings("volley").toConfig();
    ReplayConfig shape = Trainer.replayConfig(config);
    UniformRandomProvider random = new RandomStreams(1).stream("replay", 0);
    ReplayBenchmark.Result result =
        config.replay().prioritized()
            ? ReplayBenchmark.prioritized(shape, Trainer.prioritizedConfig(config), random)
            : ReplayBenchmark.uniform(shape, random);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("agent", config.agent());
    figures.put("preset", config.preset());
    figures.put("scheme", config.replay().scheme());
    figures.put("capacityTransitions", result.capacityTransitions());
    figures.put("frameStoreBytes", result.frameStoreBytes());
    figures.put("metadataBytes", result.metadataBytes());
    figures.put("fillSeconds", result.fillSeconds());
    figures.put("appendNanoseconds", result.appendNanos());
    figures.put("sample32Microseconds", result.sample32Micros());
    return output.print(figures);
  }
}

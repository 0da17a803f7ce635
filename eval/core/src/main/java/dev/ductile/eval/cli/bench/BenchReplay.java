package dev.ductile.eval.cli.bench;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.experience.ReplayExperience;
import dev.ductile.base.RandomStreams;
import dev.ductile.eval.cli.options.AgentOptions;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.replay.FrameStorage;
import dev.ductile.replay.ReplayBenchmark;
import dev.ductile.replay.ReplayConfig;
import java.nio.ByteBuffer;
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
  @Mixin private GameOptions game;
  @Mixin private AgentOptions agent;

  @Override
  public Integer call() {
    RunConfig config = agent.settings(game, none -> {}).toConfig();
    ReplayConfig shape = ReplayExperience.replayConfig(config);
    FrameStorage storage = ReplayExperience.storage(config);
    ByteBuffer frames = PlayedFrames.of(config.env());
    UniformRandomProvider random = new RandomStreams(1).stream("replay", 0);
    ReplayBenchmark.Result result =
        config.replay().prioritized()
            ? ReplayBenchmark.prioritized(
                shape, ReplayExperience.prioritizedConfig(config.replay()), storage, frames, random)
            : ReplayBenchmark.uniform(shape, storage, frames, random);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("game", config.env().game());
    figures.put("agent", config.agent());
    figures.put("preset", config.preset());
    figures.put("scheme", config.replay().scheme());
    figures.put("storage", storage.toString());
    figures.put("capacityTransitions", result.capacityTransitions());
    figures.put("frameStoreBytes", result.frameStoreBytes());
    figures.put("metadataBytes", result.metadataBytes());
    figures.put("fillSeconds", result.fillSeconds());
    figures.put("appendNanoseconds", result.appendNanos());
    figures.put("sample32Microseconds", result.sample32Micros());
    ResidentMemory.peakBytes().ifPresent(bytes -> figures.put("peakResidentBytes", bytes));
    return output.print(figures);
  }
}

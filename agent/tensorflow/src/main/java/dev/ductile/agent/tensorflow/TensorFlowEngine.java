package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Program;
import java.util.List;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** Engine {@code tensorflow}. */
public final class TensorFlowEngine implements Engine {
  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public String description() {
    return "TensorFlow " + TensorFlow.version();
  }

  @Override
  public List<String> devices() {
    return List.of("cpu");
  }

  @Override
  public Program compile(GraphDefinition definition, EngineSettings settings) {
    if (!settings.device().equals("cpu") && !settings.device().equals("auto")) {
      throw new EngineException(
          "device '"
              + settings.device()
              + "' is not there; this build of the tensorflow engine has cpu only");
    }
    try (TfGraphBuilder graph = new TfGraphBuilder()) {
      definition.define(graph);
      return new TfProgram(graph, config(settings));
    }
  }

  private static ConfigProto config(EngineSettings settings) {
    RewriterConfig.Builder rewriter = RewriterConfig.newBuilder();
    if (settings.bfloat16()) {
      rewriter.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
    }
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(settings.threads())
        .setInterOpParallelismThreads(1)
        .setUsePerSessionThreads(true)
        .setGraphOptions(GraphOptions.newBuilder().setRewriteOptions(rewriter))
        .build();
  }
}

package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.NativeMessages;
import dev.ductile.agent.engine.Program;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Engine {@code dl4j}. */
public final class Dl4jEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(Dl4jEngine.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String description() {
    return Backend.describe();
  }

  @Override
  public List<String> devices() {
    return List.of(Nd4jBuild.current().isCuda() ? "gpu" : "cpu");
  }

  @Override
  public Program compile(GraphDefinition definition, EngineSettings settings) {
    Backend backend = Backend.get();
    String wanted = settings.device();
    if (!wanted.equals("auto") && !wanted.equals(backend.device())) {
      throw new EngineException(
          "device '"
              + wanted
              + "' is not there; this build of the dl4j engine has "
              + backend.device()
              + " only");
    }
    if (settings.bfloat16() && SAID.compareAndSet(false, true)) {
      LOG.warn(
          "run.bfloat16=true has no effect: the dl4j engine computes networks in float32; use"
              + " --engine tensorflow");
    }
    NdGraphBuilder graph = new NdGraphBuilder();
    definition.define(graph);
    return explained(() -> new NdProgram(graph, settings.threads()));
  }

  /** All memory is taken here, so memory that does not suffice shows here. */
  static Program explained(Supplier<Program> making) {
    try {
      return making.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      String message = String.valueOf(e.getMessage());
      if (!NativeMessages.isOutOfMemory(message)) {
        throw e;
      }
      throw new EngineException(
          "ND4J could not take its memory: " + NativeMessages.explain(message), e);
    }
  }
}

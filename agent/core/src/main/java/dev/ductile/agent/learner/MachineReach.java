package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.profile.OperationTime;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an engine reaches on this machine in operations that are nothing but work: a bound for all
 * others.
 *
 * @param gigaflops of a product of two matrices of {@value #SIDE} × {@value #SIDE}; NaN where the
 *     engine cannot tell
 * @param gigabytesPerSecond of reading and writing {@value #ELEMENTS} float32; NaN where the engine
 *     cannot tell
 */
public record MachineReach(double gigaflops, double gigabytesPerSecond) {
  private static final int SIDE = 1024;

  /**
   * More than fits into most caches, and little enough (24 MB) for the C library to keep the memory
   * between calls: what the kernel gives anew is cleared first, which would be measured.
   */
  private static final int ELEMENTS = 6 << 20;

  private static final int CALLS = 20;

  /** Measures for less than a second. */
  public static MachineReach measure(Engine engine, EngineSettings settings) {
    try (Program program = engine.compile(MachineReach::define, settings)) {
      return new MachineReach(
          best(program, "product", OperationTime::gigaflops),
          best(program, "copy", OperationTime::gigabytesPerSecond));
    }
  }

  private static void define(GraphBuilder graph) {
    Variable a = graph.variable("a", Shape.of(SIDE, SIDE));
    Variable b = graph.variable("b", Shape.of(SIDE, SIDE));
    Variable many = graph.variable("many", Shape.of(ELEMENTS));
    graph.function("product", f -> f.assign(a, f.matmul(f.read(a), false, f.read(b), false)));
    graph.function("copy", f -> f.assign(many, f.relu(f.read(many))));
  }

  private static double best(Program program, String name, ToDoubleFunction<OperationTime> rate) {
    Function function = program.function(name);
    double best = Double.NaN;
    for (int call = 0; call < CALLS; call++) {
      for (OperationTime time : function.profile(1).orElse(List.of())) {
        double reached = rate.applyAsDouble(time);
        if (!Double.isNaN(reached)) {
          best = Double.isNaN(best) ? reached : Math.max(best, reached);
        }
      }
    }
    return best;
  }
}

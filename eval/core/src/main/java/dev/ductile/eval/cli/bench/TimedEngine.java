package dev.ductile.eval.cli.bench;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** An engine that adds up how long one of its functions runs; else it is the other engine. */
final class TimedEngine implements Engine {
  private final Engine engine;
  private final String timed;
  private final LongAdder nanos = new LongAdder();
  private boolean bfloat16;

  /**
   * Times a function.
   *
   * @param timed the function's name in its programs
   */
  TimedEngine(Engine engine, String timed) {
    this.engine = engine;
    this.timed = timed;
  }

  /** Nanoseconds in the timed function until now, in all threads. */
  long nanos() {
    return nanos.sum();
  }

  /** Whether a program computes in bfloat16. */
  boolean bfloat16() {
    return bfloat16;
  }

  @Override
  public String name() {
    return engine.name();
  }

  @Override
  public String description() {
    return engine.description();
  }

  @Override
  public String kernels() {
    return engine.kernels();
  }

  @Override
  public List<String> devices() {
    return engine.devices();
  }

  @Override
  public Program compile(GraphDefinition definition, EngineSettings settings) {
    Program program = engine.compile(definition, settings);
    bfloat16 |= program.bfloat16();
    return new TimedProgram(program);
  }

  private final class TimedProgram implements Program {
    private final Program program;

    TimedProgram(Program program) {
      this.program = program;
    }

    @Override
    public Function function(String name) {
      Function function = program.function(name);
      return name.equals(timed) ? new TimedFunction(function) : function;
    }

    @Override
    public String device() {
      return program.device();
    }

    @Override
    public boolean bfloat16() {
      return program.bfloat16();
    }

    @Override
    public List<Variable> variables() {
      return program.variables();
    }

    @Override
    public void read(Variable variable, FloatBuffer into) {
      program.read(variable, into);
    }

    @Override
    public void write(Variable variable, FloatBuffer from) {
      program.write(variable, from);
    }

    @Override
    public void read(List<Variable> variables, List<FloatBuffer> into) {
      program.read(variables, into);
    }

    @Override
    public void write(List<Variable> variables, List<FloatBuffer> from) {
      program.write(variables, from);
    }

    @Override
    public void close() {
      program.close();
    }
  }

  private final class TimedFunction implements Function {
    private final Function function;

    TimedFunction(Function function) {
      this.function = function;
    }

    @Override
    public ByteBuffer input(String name) {
      return function.input(name);
    }

    @Override
    public ByteBuffer output(String name) {
      return function.output(name);
    }

    @Override
    public void run() {
      long start = System.nanoTime();
      function.run();
      nanos.add(System.nanoTime() - start);
    }
  }
}

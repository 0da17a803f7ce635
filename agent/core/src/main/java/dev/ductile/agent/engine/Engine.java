package dev.ductile.agent.engine;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.parts.MissingPartException;
import dev.ductile.base.parts.NamedServices;
import dev.ductile.base.parts.Part;
import java.util.List;

/** Compiles graphs. Implementations register as services. */
public interface Engine {
  /** Name used on the command line, for example {@code tensorflow}. */
  String name();

  /** Library and version, for reports. */
  String description();

  /**
   * Which of its kernels this process computes with, where that is a choice that changes bits, for
   * example {@code oneDNN}; the same words for the same choice. Empty if there is none to tell.
   */
  default String kernels() {
    return "";
  }

  /**
   * Prepares to load the engine's libraries, and returns the loading itself: it takes a while and
   * may run on any thread. Without it they are loaded when they are needed.
   *
   * @param threads threads inside a network operation
   */
  default Runnable loading(int threads) {
    return () -> {};
  }

  /** Devices that this engine can use here, for example {@code cpu}. */
  List<String> devices();

  /**
   * Compiles a graph.
   *
   * @throws EngineException if the device is not there or the library refuses the graph
   */
  Program compile(GraphDefinition definition, EngineSettings settings);

  /**
   * Finds an engine by name.
   *
   * @throws MissingPartException if it is a part of Ductile that is not on the class path
   * @throws ConfigurationException naming the engines that are there
   */
  static Engine named(String name) {
    return NamedServices.find(Engine.class, Engine::name, "engine", name, Part.DL4J);
  }
}

package dev.ductile.agent.engine;

/** Declares everything that a program holds. */
@FunctionalInterface
public interface GraphDefinition {
  /** Declares variables and functions. */
  void define(GraphBuilder graph);
}

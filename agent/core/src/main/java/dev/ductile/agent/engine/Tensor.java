package dev.ductile.agent.engine;

/** A symbolic value inside one function of a graph; made and understood by one engine only. */
public interface Tensor {
  /** Element type. */
  DataType type();

  /** Static shape. */
  Shape shape();
}

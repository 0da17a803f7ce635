package dev.ductile.agent.engine;

/** A named float32 value that lives as long as its program and that functions read and assign. */
public interface Variable {
  /** Name, unique in the program, for example {@code online/conv1/weight}. */
  String name();

  /** Static shape. */
  Shape shape();
}

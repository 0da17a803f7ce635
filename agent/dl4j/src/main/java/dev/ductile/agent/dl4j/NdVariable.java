package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;

/** A float32 variable; its memory belongs to the program. */
record NdVariable(String name, Shape shape) implements Variable {}

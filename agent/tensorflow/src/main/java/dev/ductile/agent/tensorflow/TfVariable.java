package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TType;

/** A float32 resource variable. */
record TfVariable(String name, Shape shape, Operand<? extends TType> handle) implements Variable {}

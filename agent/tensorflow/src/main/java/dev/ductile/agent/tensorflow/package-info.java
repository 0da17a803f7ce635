/**
 * The default engine: graphs are built with TensorFlow-Java and run through TensorFlow's C
 * interface, so that a call copies nothing and leaves (nearly) no garbage.
 */
package dev.ductile.agent.tensorflow;

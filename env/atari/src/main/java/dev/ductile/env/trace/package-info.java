/** Reproducible traces of an environment, step by step. */
package dev.ductile.env.trace;

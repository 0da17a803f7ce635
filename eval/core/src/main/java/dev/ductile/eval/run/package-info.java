/** A run from its configuration to its folder: training with all outputs, and runs loaded again. */
package dev.ductile.eval.run;

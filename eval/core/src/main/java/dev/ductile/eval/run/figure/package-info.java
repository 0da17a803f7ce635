/** The pictures and tables of a run: its returns, its measurements, its visits. */
package dev.ductile.eval.run.figure;

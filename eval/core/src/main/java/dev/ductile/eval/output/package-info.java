/**
 * What a run leaves behind on disk and on the terminal: the run folder, metrics, TensorBoard
 * events, summaries, learning curves and progress. Standalone utilities; nothing here knows about
 * environments or agents.
 *
 * <p>Every failure to write is an {@link dev.ductile.eval.output.OutputException} whose message is
 * one line for the user, and no half-written file is ever left under a final name.
 */
package dev.ductile.eval.output;

/** How far something is, for people at a terminal or reading a log file. */
package dev.ductile.eval.progress;

/** The process around a command: its start, streams, signals, and failures with their codes. */
package dev.ductile.eval.cli.process;

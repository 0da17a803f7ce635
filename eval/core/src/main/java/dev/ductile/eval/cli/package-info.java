/** The command line: options in, one clear line and an honest exit code out. */
package dev.ductile.eval.cli;

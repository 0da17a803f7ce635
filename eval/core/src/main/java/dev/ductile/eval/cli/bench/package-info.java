/** {@code ductile bench}: a class for each benchmark. */
package dev.ductile.eval.cli.bench;

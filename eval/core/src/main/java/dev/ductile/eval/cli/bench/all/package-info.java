/** {@code ductile bench all}: rows, the processes that measure them in turns, the table. */
package dev.ductile.eval.cli.bench.all;

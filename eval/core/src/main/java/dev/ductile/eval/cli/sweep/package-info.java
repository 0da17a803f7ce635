/** What {@code ductile sweep} does beside running a whole sweep. */
package dev.ductile.eval.cli.sweep;

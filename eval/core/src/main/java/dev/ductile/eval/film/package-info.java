/** Games played for people to see: into a file, in a window, by hand. */
package dev.ductile.eval.film;

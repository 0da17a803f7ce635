/** The folder of a run: its files, its lock, its summary. */
package dev.ductile.eval.folder;

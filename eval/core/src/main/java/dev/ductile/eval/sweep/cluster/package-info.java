/** Sweeps for the schedulers of clusters: what is handed to them, as files. */
package dev.ductile.eval.sweep.cluster;

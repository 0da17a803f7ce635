/** Labelled images for probes: published data sets from local files, and drawn glyphs. */
package dev.ductile.eval.probe.data;

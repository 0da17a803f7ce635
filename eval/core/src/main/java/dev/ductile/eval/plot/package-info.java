/**
 * Pictures of what was trained and measured: learning curves, measurements, bands over seeds. One
 * look for all of them. Nothing here knows about environments or agents, or needs a display.
 */
package dev.ductile.eval.plot;

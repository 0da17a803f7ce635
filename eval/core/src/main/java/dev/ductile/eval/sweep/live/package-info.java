/** A sweep while it goes: how each trial that runs is getting on. */
package dev.ductile.eval.sweep.live;

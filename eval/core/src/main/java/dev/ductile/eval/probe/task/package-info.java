/** Nonstationary tasks: what a probe's learner is shown, one task after another. */
package dev.ductile.eval.probe.task;

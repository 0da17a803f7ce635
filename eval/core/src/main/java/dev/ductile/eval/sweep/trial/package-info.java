/** One trial of a sweep: its process, its folder, its figures. */
package dev.ductile.eval.sweep.trial;

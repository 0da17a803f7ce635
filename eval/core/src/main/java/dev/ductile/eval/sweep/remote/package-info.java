/** Trials that other processes start, perhaps on other machines that share the output folder. */
package dev.ductile.eval.sweep.remote;

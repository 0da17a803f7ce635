/** What a sweep chooses for each method before it reports on it. */
package dev.ductile.eval.sweep.tuning;

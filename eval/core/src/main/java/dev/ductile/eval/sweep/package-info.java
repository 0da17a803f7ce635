/**
 * Sweeps: many trials from one file, each a process of its own, and what they say about the file's
 * claims.
 */
package dev.ductile.eval.sweep;

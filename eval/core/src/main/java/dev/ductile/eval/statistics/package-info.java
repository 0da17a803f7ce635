/** Statistics over seeds: estimates with intervals. */
package dev.ductile.eval.statistics;

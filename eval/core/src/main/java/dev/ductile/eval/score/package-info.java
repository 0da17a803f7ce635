/** What runs achieved: their folders read back, scores, protocols. */
package dev.ductile.eval.score;

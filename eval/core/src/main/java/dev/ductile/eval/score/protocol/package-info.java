/** Published rules for scores, by name. */
package dev.ductile.eval.score.protocol;

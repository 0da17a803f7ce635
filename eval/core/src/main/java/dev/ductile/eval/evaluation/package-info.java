/** Evaluation protocols: whole games by a fixed policy, in environments of their own. */
package dev.ductile.eval.evaluation;

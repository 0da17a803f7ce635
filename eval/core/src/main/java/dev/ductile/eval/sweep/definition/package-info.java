/** What a sweep file says: axes, trials and claims. */
package dev.ductile.eval.sweep.definition;

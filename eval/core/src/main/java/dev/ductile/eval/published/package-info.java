/** What others have published, and a run of ours beside it. */
package dev.ductile.eval.published;

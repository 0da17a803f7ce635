/** Runs in their folders: read, listed, pruned, imported; what trains them is a room above. */
package dev.ductile.eval.run.stored;

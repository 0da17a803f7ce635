/** How much memory a replay memory takes and may take, and the refusal where that is less. */
package dev.ductile.replay.limits;

/** A page in the browser that shows runs while they go. It only looks: no run waits for it. */
package dev.ductile.eval.watch;

/** The computer that figures come from. */
package dev.ductile.eval.machine;

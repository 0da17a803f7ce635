/** What a run writes while it goes: metrics as JSON lines and as TensorBoard events. */
package dev.ductile.eval.log;

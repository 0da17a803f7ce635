/**
 * Games as pictures: recorders for mp4 and GIF, and a window to watch or play in. Standalone
 * utilities; frames come in as RGB bytes, row by row.
 */
package dev.ductile.eval.video;

/** Numbers for people, JSON for programs. */
package dev.ductile.eval.text;

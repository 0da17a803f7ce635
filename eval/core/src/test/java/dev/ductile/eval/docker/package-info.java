/** Tests of what lies in the folder {@code docker}. */
package dev.ductile.eval.docker;

/**
 * Native libraries as files: taken out of their jars so that neither a kill nor a full disk leaves
 * half of one behind, and what to say when one cannot be loaded.
 */
package dev.ductile.base.natives;

/** Small file helpers: writing a file so that no reader ever sees half of it, and hashing. */
package dev.ductile.env.files;

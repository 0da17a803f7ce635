/** Writing files so that no reader ever sees half of one, and hashing them. */
package dev.ductile.base.files;

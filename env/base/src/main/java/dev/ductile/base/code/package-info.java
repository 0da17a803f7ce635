/** Which code is running: version, commit, and a hash of Ductile's classes. */
package dev.ductile.base.code;

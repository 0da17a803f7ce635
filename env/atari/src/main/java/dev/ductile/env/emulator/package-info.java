/**
 * The Arcade Learning Environment, bound by the C++ names of libale 0.7.3. Bad input is refused
 * here in Java: the library itself ends the process on it.
 */
package dev.ductile.env.emulator;

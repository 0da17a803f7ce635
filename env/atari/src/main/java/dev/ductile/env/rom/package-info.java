/**
 * Which games there are, where their ROMs come from, and the checks a ROM passes before the
 * emulator sees it.
 */
package dev.ductile.env.rom;

package dev.ductile.env.rom;

/**
 * A game the emulator can play.
 *
 * @param name the emulator's own name in snake case, for example {@code space_invaders}
 * @param title the name for people
 * @param md5 MD5 of the one ROM version that is accepted, 32 lower-case hexadecimal digits
 * @param atari57 whether it is one of the 57 games of the usual benchmark
 */
public record Game(String name, String title, String md5, boolean atari57) {}

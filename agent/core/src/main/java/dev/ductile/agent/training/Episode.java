package dev.ductile.agent.training;

/**
 * A finished training game.
 *
 * @param slot environment that played it
 * @param gameReturn undiscounted, unclipped return of the whole game
 * @param frames emulator frames of the game
 * @param truncated whether the time limit ended it
 */
public record Episode(int slot, double gameReturn, int frames, boolean truncated) {}

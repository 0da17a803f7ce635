package dev.ductile.env.trace;

/**
 * One line of a trace.
 *
 * @param step number of the agent step (or emulator frame in a raw trace), from 0
 * @param action action index (or the emulator's action code in a raw trace)
 * @param reward reward as the configuration clips it; the game's own in a raw trace
 * @param terminated the game is over, or a lost life counts as the end
 * @param truncated the frame limit cut the episode off
 * @param lives lives left
 * @param crc32 CRC-32 of the observation's bytes; in a raw trace of the grey screen's
 */
public record TraceRow(
    int step,
    int action,
    double reward,
    boolean terminated,
    boolean truncated,
    int lives,
    long crc32) {}

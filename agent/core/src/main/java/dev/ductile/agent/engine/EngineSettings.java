package dev.ductile.agent.engine;

/**
 * How an engine runs.
 *
 * @param device {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
 * @param threads native threads inside one operation, at least 1
 * @param bfloat16 lets the engine compute convolutions in bfloat16 (variables stay float32)
 */
public record EngineSettings(String device, int threads, boolean bfloat16) {}

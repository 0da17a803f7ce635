package dev.ductile.agent.settings;

/**
 * One value and where it came from.
 *
 * @param value a number, boolean, text, or null
 * @param source for example {@code preset dopamine: dqn_nature.gin} or {@code --set}
 */
public record Setting(Object value, String source) {}

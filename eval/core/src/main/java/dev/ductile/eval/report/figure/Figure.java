package dev.ductile.eval.report.figure;

/**
 * A figure of a report.
 *
 * @param name of its files and its place in the page: letters, digits and dashes, of its own in the
 *     report
 * @param drawing what is seen
 * @param csv the numbers behind it
 */
public record Figure(String name, Drawing drawing, String csv) {}

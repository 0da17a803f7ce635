package dev.ductile.eval.cli.bench.all;

/**
 * A row of the table, or several where one measurement gives several figures.
 *
 * @param key for {@code --rows}
 * @param label for people
 * @param measurement gives its figures
 */
record Row(String key, String label, Measurement measurement) {}

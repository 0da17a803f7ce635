package dev.ductile.eval.probe;

/**
 * One of the probes that are compared.
 *
 * @param label what tells it from the others: its interventions and varied settings
 * @param config everything that determines it
 */
public record ProbeVariant(String label, ProbeConfig config) {
  /** The label as a folder's name. */
  String folderName() {
    return label.replaceAll("[^A-Za-z0-9_.=-]+", "_");
  }
}

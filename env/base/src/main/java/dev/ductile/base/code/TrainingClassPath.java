package dev.ductile.base.code;

/**
 * The class path of processes that train. It is this process' own, unless whoever started this one
 * says otherwise: one that hands trials to a cluster has the cluster's libraries on its own.
 */
public final class TrainingClassPath {
  /** The system property that says otherwise. */
  public static final String PROPERTY = "ductile.training.classpath";

  private TrainingClassPath() {}

  /** Folders and jars, with the system's separator. */
  public static String text() {
    return System.getProperty(PROPERTY, System.getProperty("java.class.path"));
  }
}

package dev.ductile.base.parts;

/** A part that may not be on the class path. The launcher knows the same names. */
public enum Part {
  /** The engine {@code dl4j} and the file format of that name. */
  DL4J("dl4j", "the DL4J engine", "ductile-agent-dl4j", "dev/ductile/agent/dl4j"),

  /** Sweeps on clusters of Apache Spark. */
  SPARK(
      "spark", "Apache Spark", "ductile-eval-spark", "dev/ductile/eval/spark/SparkScheduler.class"),

  /** The encoder of videos. */
  VIDEO(
      "video", "FFmpeg for videos", "ffmpeg for linux-x86_64", "org/bytedeco/ffmpeg/linux-x86_64");

  private final String text;
  private final String meaning;
  private final String archive;
  private final String folder;

  Part(String text, String meaning, String archive, String folder) {
    this.text = text;
    this.meaning = meaning;
    this.archive = archive;
    this.folder = folder;
  }

  /** The name by which the launcher is asked for it. */
  public String text() {
    return text;
  }

  /** What it is, for people. */
  public String meaning() {
    return meaning;
  }

  /** Whether it is on the class path. */
  public boolean isThere() {
    return Part.class.getClassLoader().getResource(folder) != null;
  }

  /**
   * Asks for this part.
   *
   * @throws MissingPartException if it is not on the class path
   */
  public void require() {
    if (!isThere()) {
      throw new MissingPartException(this, archive);
    }
  }
}

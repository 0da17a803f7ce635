package dev.ductile.eval.spark;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * What Spark and its libraries log goes to a file of its own, warnings and worse. Under {@code
 * spark-submit} Spark brings its own log, which is left as it is.
 */
final class SparkLog implements AutoCloseable {
  private static final List<String> THEIRS =
      List.of("org.apache", "org.sparkproject", "io.netty", "org.glassfish", "org.eclipse");

  private final LoggerContext context;
  private final FileAppender<ILoggingEvent> appender = new FileAppender<>();

  private SparkLog(LoggerContext context) {
    this.context = context;
  }

  /** From now on until this is closed. */
  static SparkLog to(Path file) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return new SparkLog(null);
    }
    SparkLog log = new SparkLog(context);
    log.open(file);
    return log;
  }

  private void open(Path file) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{yyyy-MM-dd HH:mm:ss} %-5level %logger{0}: %msg%n%ex");
    encoder.start();
    appender.setContext(context);
    appender.setName("SPARK");
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    for (String name : THEIRS) {
      Logger logger = context.getLogger(name);
      logger.setLevel(Level.WARN);
      logger.setAdditive(false);
      logger.addAppender(appender);
    }
  }

  @Override
  public void close() {
    if (context != null) {
      // What they say on their way out goes nowhere else.
      THEIRS.forEach(name -> context.getLogger(name).detachAppender(appender));
      appender.stop();
    }
  }
}

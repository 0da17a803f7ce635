package dev.ductile.eval.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.stream.Stream;

/**
 * The log goes to standard error. Logback finds this as a service; written in Java because its XML
 * takes a quarter of a second to read. A configuration of the user's own comes before it: {@code
 * -Dlogback.configurationFile=FILE}, or {@code logback.xml} on the class path.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {
  /** Level of Ductile's own messages; {@code INFO} if it is not set. */
  static final String LEVEL = "ductile.log.level";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null
        || Stream.of("logback.xml", "logback-test.xml")
            .anyMatch(
                name -> Thread.currentThread().getContextClassLoader().getResource(name) != null)) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss} %-5level %logger{0}: %msg%n%ex{short}");
    encoder.start();
    // It looks System.err up at each write, which is how lines pass above a progress bar.
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setName("STDERR");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger("dev.ductile").setLevel(Level.toLevel(System.getProperty(LEVEL), Level.INFO));
    ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}

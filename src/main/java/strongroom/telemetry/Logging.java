package strongroom.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sets up the log of the process: one line per event, on standard error, as text or as JSON.
 *
 * <p>The level applies to our own loggers. Libraries never say more than warnings: at debug, an HTTP server logs headers and paths,
 * and those hold logins and backup IDs (G38). Until one of the methods is called, warnings go out as text.
 */
public final class Logging {

    private static final String OURS = "strongroom";

    /** Warn with a broken or a second Host header as a client sent it, which could be anything, a login included. */
    private static final List<String> QUOTE_CLIENTS =
            List.of("org.eclipse.jetty.util.HostPort", "org.eclipse.jetty.http.HttpParser");

    /** Logs that it could not start, which the caller says better. */
    private static final String SAYS_IT_TWICE = "io.javalin.Javalin";

    /** Logs that another process tidied the temporary directory up before it did; what matters, the engine says itself. */
    private static final String TIDIES_UP = "org.sqlite.SQLiteJDBCLoader";

    private static final List<String> SILENT = Stream.concat(
                    QUOTE_CLIENTS.stream(), Stream.of(SAYS_IT_TWICE, TIDIES_UP))
            .toList();

    private Logging() {}

    /** Logs for people from now on. */
    public static void asText(Level level) {
        toStandardError(context(), new TextLines(), level);
    }

    /** Logs for programs from now on, a JSON object per line. */
    public static void asJson(Level level) {
        toStandardError(context(), new JsonLines(), level);
    }

    static void toStandardError(LoggerContext context, Encoder<ILoggingEvent> encoder, Level level) {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        install(context, appender, encoder, level);
    }

    static void install(
            LoggerContext context,
            OutputStreamAppender<ILoggingEvent> appender,
            Encoder<ILoggingEvent> encoder,
            Level level) {
        context.reset();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Level libraries = level == Level.ERROR ? Level.ERROR : Level.WARN;
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(libraries));
        root.addAppender(appender);
        SILENT.forEach(name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.OFF));
        context.getLogger(OURS).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }

    static boolean isOurs(String logger) {
        return logger.equals(OURS) || logger.startsWith(OURS + ".");
    }

    private static LoggerContext context() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("the log cannot be set up: it is kept by " + factory.getClass());
    }
}

package strongroom.telemetry;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.event.Level;

/**
 * The log before the configuration is read, and of commands: warnings as text. Logback finds this class by its service file and then
 * looks for no file of its own, which saves the time of its XML parser and lets nobody switch on what must not be logged.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LoggingAtStart extends ContextAwareBase implements Configurator {

    /** For logback. */
    public LoggingAtStart() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logging.toStandardError(context, new TextLines(), Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}

package strongroom.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import strongroom.message.SingleLine;

/** What both shapes of a log line have in common: its time, and that nothing from outside can forge or reveal anything (G22, G38). */
final class LogLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** A library may put the path of a request into a warning or an exception, and phones put the backup ID into the path. */
    private static final Pattern BACKUP_ID = Pattern.compile("[0-9a-fA-F]{64}");

    private LogLine() {}

    /** Returns the event's time as RFC 3339 in UTC with milliseconds. */
    static String time(ILoggingEvent event) {
        return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }

    /** Returns the bytes to write: one line whatever the text holds, ended by one line feed. */
    static byte[] finish(ILoggingEvent event, String text) {
        String line = SingleLine.of(text);
        if (!Logging.isOurs(event.getLoggerName()) || event.getThrowableProxy() != null) {
            line = BACKUP_ID.matcher(line).replaceAll("[hidden]");
        }
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}

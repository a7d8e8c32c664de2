package strongroom.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Log lines for people: {@code TIME LEVEL logger: sentence key=value | exception at place at place | caused by …}. An exception stays
 * on the line of its event, with as many places as help to find it.
 */
final class TextLines extends EncoderBase<ILoggingEvent> {

    private static final int PLACES = 12;
    private static final int CAUSES = 8;
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=|]+");

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160)
                .append(LogLine.time(event))
                .append(' ')
                .append("%-5s".formatted(event.getLevel()))
                .append(' ')
                .append(event.getLoggerName())
                .append(": ")
                .append(event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> line.append(' ').append(pair.key).append('=').append(value(pair.value)));
        }
        appendThrown(line, event.getThrowableProxy());
        return LogLine.finish(event, line.toString());
    }

    private static String value(@Nullable Object value) {
        String text = String.valueOf(value);
        return PLAIN.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void appendThrown(StringBuilder line, @Nullable IThrowableProxy first) {
        IThrowableProxy thrown = first;
        for (int depth = 0; thrown != null && depth < CAUSES; depth++) {
            line.append(depth == 0 ? " | " : " | caused by ").append(thrown.getClassName());
            if (thrown.getMessage() != null) {
                line.append(": ").append(thrown.getMessage());
            }
            appendPlaces(line, thrown.getStackTraceElementProxyArray(), thrown.getCommonFrames());
            thrown = thrown.getCause();
        }
    }

    private static void appendPlaces(StringBuilder line, StackTraceElementProxy[] places, int common) {
        int own = Math.max(0, places.length - common);
        for (int i = 0; i < Math.min(own, PLACES); i++) {
            line.append(" at ").append(places[i].getStackTraceElement());
        }
        if (own > PLACES) {
            line.append(" and ").append(own - PLACES).append(" more");
        }
    }
}

package strongroom.telemetry;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/** Log lines for programs: logback's JSON with the sentence as it reads, its time in RFC 3339, and no character that disturbs a terminal. */
final class JsonLines extends JsonEncoder {

    JsonLines() {
        setWithSequenceNumber(false);
        setWithContext(false);
        setWithTimestamp(false);
        setWithNanoseconds(false);
        setWithMDC(false);
        setWithMessage(false);
        setWithArguments(false);
        setWithFormattedMessage(true);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String fields = new String(super.encode(event), StandardCharsets.UTF_8).stripTrailing();
        return LogLine.finish(event, "{\"time\":\"" + LogLine.time(event) + "\"," + fields.substring(1));
    }
}

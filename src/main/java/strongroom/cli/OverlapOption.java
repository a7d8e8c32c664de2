package strongroom.cli;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** For how long what is replaced still logs in: phones learn of a change from the device manager one after the other. */
final class OverlapOption {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhd]?)");
    private static final Map<String, Duration> UNITS = Map.of(
            "", Duration.ofDays(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1), "d", Duration.ofDays(1));
    private static final Duration MOST = Duration.ofDays(366);

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "14d",
            description = "for how long the former one still logs in, such as 12h or 30d; 0 ends it at once (default:"
                    + " ${DEFAULT-VALUE})")
    String typed = "14d";

    /** Returns the time that was typed. */
    Duration duration() {
        return duration(typed);
    }

    /**
     * Reads a time; a number alone is days.
     *
     * @throws Refusal if it is none, or longer than a year
     */
    static Duration duration(String typed) {
        if (typed.equals("0")) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(typed);
        if (form.matches()) {
            Duration time =
                    UNITS.getOrDefault(form.group(2), Duration.ZERO).multipliedBy(Long.parseLong(form.group(1)));
            if (time.compareTo(MOST) <= 0) {
                return time;
            }
        }
        throw Refusal.usage(MessageCode.OVERLAP_MALFORMED, typed);
    }
}

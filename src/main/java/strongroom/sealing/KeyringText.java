package strongroom.sealing;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import strongroom.sealing.Keyring.Flaw;
import strongroom.sealing.Keyring.Parsed;

/**
 * The keyring's file format, version 1: a first line that names it, three lines for each key (fingerprint and time, then twice four
 * groups), and a last line {@code end}, so that a file cut short does not pass for one with fewer keys. Decoded strictly: what
 * parses is byte for byte what is written. One parse per instance; not thread-safe.
 */
final class KeyringText {

    /** Far more than anybody's keys need. */
    static final int MOST_BYTES = 64 * 1024;

    private static final String NAME = "strongroom-keyring ";
    private static final String VERSION = "1";
    private static final String END = "end";
    private static final int GROUPS_PER_LINE = 4;
    private static final Pattern KEY_LINE = Pattern.compile("key ([0-9a-f]{16}) ([0-9TZ:-]{20})");

    private final byte[] text;
    private int line = 1;
    private int start;

    KeyringText(byte[] text) {
        this.text = text;
    }

    static byte[] write(List<KeyringKey> keys) {
        StringBuilder text = new StringBuilder(NAME).append(VERSION).append('\n');
        for (KeyringKey key : keys) {
            text.append("key ")
                    .append(key.id())
                    .append(' ')
                    .append(key.created())
                    .append('\n');
            for (int position = 1; position <= KeyGroups.COUNT; position++) {
                text.append(KeyGroups.group(key.key(), position));
                text.append(position % GROUPS_PER_LINE == 0 ? '\n' : ' ');
            }
        }
        return text.append(END).append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    Parsed parse() {
        try {
            return new Parsed.Read(keyring());
        } catch (FlawedLine flawed) {
            return new Parsed.Malformed(line, flawed.flaw);
        }
    }

    private Keyring keyring() throws FlawedLine {
        require(text.length <= MOST_BYTES, Flaw.TOO_LONG);
        // Before anything else: a file of another kind is not called cut short.
        byte[] name = NAME.getBytes(StandardCharsets.US_ASCII);
        require(
                text.length > name.length && Arrays.equals(name, 0, name.length, text, 0, name.length),
                Flaw.NOT_A_KEYRING);
        require(nextLine().equals(NAME + VERSION), Flaw.UNKNOWN_VERSION);
        List<KeyringKey> keys = new ArrayList<>();
        line++;
        for (String head = nextLine(); !head.equals(END); head = nextLine()) {
            KeyringKey key = key(head);
            require(keys.stream().noneMatch(other -> other.id().equals(key.id())), Flaw.REPEATED_KEY);
            keys.add(key);
            line++;
        }
        require(!keys.isEmpty(), Flaw.NO_KEY);
        require(start == text.length, Flaw.AFTER_END);
        return new Keyring(keys);
    }

    private KeyringKey key(String head) throws FlawedLine {
        Matcher matcher = KEY_LINE.matcher(head);
        require(matcher.matches(), Flaw.NOT_A_KEY_LINE);
        Instant created = instant(matcher.group(2));
        if (created == null) {
            throw new FlawedLine(Flaw.NOT_A_KEY_LINE);
        }
        byte[] bytes = new byte[RandomKey.BYTES];
        for (int first = 1; first <= KeyGroups.COUNT; first += GROUPS_PER_LINE) {
            line++;
            groups(nextLine(), first, bytes);
        }
        KeyringKey key = new KeyringKey(created, RandomKey.of(bytes));
        require(key.id().equals(matcher.group(1)), Flaw.OTHER_FINGERPRINT);
        return key;
    }

    private static void groups(String line, int first, byte[] bytes) throws FlawedLine {
        String[] groups = line.split(" ", -1);
        require(groups.length == GROUPS_PER_LINE, Flaw.NOT_FOUR_GROUPS);
        for (int i = 0; i < GROUPS_PER_LINE; i++) {
            byte[] part = KeyGroups.parse(groups[i], first + i);
            if (part == null) {
                throw new FlawedLine(Flaw.MISTYPED_GROUP);
            }
            System.arraycopy(part, 0, bytes, (first + i - 1) * part.length, part.length);
        }
    }

    /** Reads a time as it is written; another spelling of the same time is refused. */
    private static @Nullable Instant instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            return instant.toString().equals(text) ? instant : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }

    private String nextLine() throws FlawedLine {
        int end = start;
        while (end < text.length && text[end] != '\n') {
            require(text[end] >= ' ' && text[end] <= '~', Flaw.NOT_ASCII);
            end++;
        }
        require(end < text.length, Flaw.CUT_SHORT);
        String found = new String(text, start, end - start, StandardCharsets.US_ASCII);
        start = end + 1;
        return found;
    }

    private static void require(boolean condition, Flaw flaw) throws FlawedLine {
        if (!condition) {
            throw new FlawedLine(flaw);
        }
    }

    /** Leaves the parser from any depth; never leaves this class. */
    private static final class FlawedLine extends Exception {

        private static final long serialVersionUID = 1L;

        private final Flaw flaw;

        FlawedLine(Flaw flaw) {
            super(flaw.name());
            this.flaw = flaw;
        }
    }
}

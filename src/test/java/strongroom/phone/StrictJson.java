package strongroom.phone;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** RFC 8259 by its grammar and nothing else: says whether bytes are one JSON value in UTF-8, how deep, with how long a number. */
final class StrictJson {

    private final String text;
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
    private int depth;
    private int longestNumber;

    private StrictJson(String text) {
        this.text = text;
    }

    /** What was found; the measures are those of the part that was read if it is not valid. */
    record Found(boolean isValid, int depth, int longestNumber) {}

    static Found read(byte[] json) {
        try {
            StrictJson reader = new StrictJson(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString());
            return new Found(reader.document(), reader.depth, reader.longestNumber);
        } catch (CharacterCodingException e) {
            return new Found(false, 0, 0);
        }
    }

    private boolean document() {
        while (true) {
            skipBlanks();
            char next = peek();
            if (next == '[' || next == '{') {
                at++;
                open.push(next);
                depth = Math.max(depth, open.size());
                skipBlanks();
                if (peek() != (next == '[' ? ']' : '}')) {
                    if (next == '{' && !name()) {
                        return false;
                    }
                    continue;
                }
            } else if (!scalar(next)) {
                return false;
            }
            if (!closeAll()) {
                return false;
            }
            if (open.isEmpty()) {
                skipBlanks();
                return at == text.length();
            }
        }
    }

    /** After a value, or at the closing bracket of an empty one: takes brackets and at most one comma. */
    private boolean closeAll() {
        while (!open.isEmpty()) {
            skipBlanks();
            char next = peek();
            if (next == (open.peek() == '[' ? ']' : '}')) {
                at++;
                open.pop();
            } else if (next == ',') {
                at++;
                skipBlanks();
                return open.peek() == '[' || name();
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean name() {
        if (!string()) {
            return false;
        }
        skipBlanks();
        return take(':');
    }

    private boolean scalar(char first) {
        return switch (first) {
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean word(String word) {
        boolean isThere = text.startsWith(word, at);
        at += word.length();
        return isThere;
    }

    private boolean number() {
        int start = at;
        take('-');
        boolean isWhole = take('0') || digits();
        boolean isValid = isWhole && (!take('.') || digits()) && (!(take('e') || take('E')) || exponent());
        longestNumber = Math.max(longestNumber, at - start);
        return isValid;
    }

    private boolean exponent() {
        if (!take('+')) {
            take('-');
        }
        return digits();
    }

    private boolean digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return true;
            }
            if (next < ' ' || (next == '\\' && !escape())) {
                return false;
            }
        }
        return false;
    }

    private boolean escape() {
        char kind = peek();
        at++;
        if (kind != 'u') {
            return "\"\\/bfnrt".indexOf(kind) >= 0;
        }
        boolean isHex = text.substring(Math.min(at, text.length())).matches("(?s)[0-9A-Fa-f]{4}.*");
        at += 4;
        return isHex;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean take(char wanted) {
        boolean isThere = at < text.length() && text.charAt(at) == wanted;
        at += isThere ? 1 : 0;
        return isThere;
    }

    /** NUL, which no JSON has outside a string and none inside, stands for the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}

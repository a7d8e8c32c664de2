package strongroom.message;

import java.nio.file.Path;
import java.time.Instant;

/** A value inside a sentence: typed, so that a language can write it its own way. Never a secret. */
public sealed interface Argument {

    /** Words as somebody wrote them: a name, an address, a piece of a command line. */
    record Text(String value) implements Argument {}

    /** A whole number, without a unit; sizes are in bytes. */
    record Count(long value) implements Argument {}

    /** A moment, shown as RFC 3339 in UTC. */
    record Time(Instant value) implements Argument {}

    /** A file or directory. */
    record File(Path value) implements Argument {}

    /**
     * Wraps a plain value.
     *
     * @throws IllegalArgumentException if it is neither text, nor a whole number, an instant or a path; secrets have types of their
     *     own and so never get into a sentence
     */
    static Argument of(Object value) {
        return switch (value) {
            case String text -> new Text(text);
            case Integer number -> new Count(number);
            case Long number -> new Count(number);
            case Instant time -> new Time(time);
            case Path path -> new File(path);
            default ->
                throw new IllegalArgumentException(
                        "a message cannot carry a " + value.getClass().getName());
        };
    }

    /** Returns the value for JSON: a {@link Long} for a number, else a {@link String}. */
    default Object plain() {
        return switch (this) {
            case Text(String value) -> value;
            case Count(long value) -> value;
            case Time(Instant value) -> value.toString();
            case File(Path value) -> value.toString();
        };
    }
}

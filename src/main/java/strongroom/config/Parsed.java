package strongroom.config;

import strongroom.message.Message;

/** What became of the text of a setting. */
sealed interface Parsed<T> {

    /** It is a value. */
    record Valid<T>(T value) implements Parsed<T> {}

    /** It is not, and this is what to tell. */
    record Invalid<T>(Message complaint) implements Parsed<T> {}
}

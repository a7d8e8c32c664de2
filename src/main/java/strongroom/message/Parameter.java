package strongroom.message;

/** A place in a sentence: its name, written {@code {name}} there, and the type of what fills it. */
public record Parameter(String name, Class<? extends Argument> type) {

    static Parameter text(String name) {
        return new Parameter(name, Argument.Text.class);
    }

    static Parameter number(String name) {
        return new Parameter(name, Argument.Count.class);
    }

    static Parameter time(String name) {
        return new Parameter(name, Argument.Time.class);
    }

    static Parameter file(String name) {
        return new Parameter(name, Argument.File.class);
    }
}

package strongroom.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Something to tell a person: a code and its arguments by name, in the order the code declares them. The sentence is the {@link
 * Catalogue}'s. Immutable.
 */
public record Message(Code code, SequencedMap<String, Argument> arguments) {

    /**
     * Takes a code with exactly the arguments it declares.
     *
     * @throws IllegalArgumentException if an argument is missing, too many, or of another type than declared
     */
    public Message {
        arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
        if (!List.copyOf(arguments.keySet())
                .equals(code.parameters().stream().map(Parameter::name).toList())) {
            throw new IllegalArgumentException(code + " takes " + code.parameters() + ", not " + arguments.keySet());
        }
        for (Parameter parameter : code.parameters()) {
            if (!parameter.type().isInstance(arguments.get(parameter.name()))) {
                throw new IllegalArgumentException(code + " wants another type for " + parameter.name());
            }
        }
    }

    /**
     * Makes a message of values in the order the code declares them: {@link String}, {@link Integer} or {@link Long}, {@link
     * java.time.Instant}, {@link java.nio.file.Path}.
     *
     * @throws IllegalArgumentException if there are too few or too many, or one is of another type than declared
     */
    public static Message of(Code code, Object... values) {
        List<Parameter> parameters = code.parameters();
        if (values.length != parameters.size()) {
            throw new IllegalArgumentException(code + " takes " + parameters + ", not " + values.length + " values");
        }
        SequencedMap<String, Argument> arguments = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            arguments.put(parameters.get(i).name(), Argument.of(values[i]));
        }
        return new Message(code, arguments);
    }

    /** Returns {@code {"code": …, "arguments": {…}}} for JSON; values are as {@link Argument#plain} gives them. */
    public Map<String, Object> toMap() {
        Map<String, Object> plain = new LinkedHashMap<>();
        arguments.forEach((name, argument) -> plain.put(name, argument.plain()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", code.toString());
        map.put("arguments", Collections.unmodifiableMap(plain));
        return Collections.unmodifiableMap(map);
    }

    /** Returns code and arguments on one line, for logs and test failures; people get the catalogue's sentence. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(code.toString());
        arguments.forEach((name, argument) ->
                line.append(' ').append(name).append('=').append(SingleLine.of(String.valueOf(argument.plain()))));
        return line.toString();
    }
}

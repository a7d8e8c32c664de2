package strongroom.proof;

import java.util.StringJoiner;

/** What a proof in Java counted, printed as one line of JSON for the one in Python that judges it. */
final class Figures {

    private final StringJoiner line = new StringJoiner(", ", "{", "}");

    Figures add(String name, long number) {
        line.add("\"" + name + "\": " + number);
        return this;
    }

    /** Adds a value that is JSON already. */
    Figures add(String name, String json) {
        line.add("\"" + name + "\": " + json);
        return this;
    }

    void print() {
        System.out.println(line);
    }
}

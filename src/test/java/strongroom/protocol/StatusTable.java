package strongroom.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import strongroom.account.Access;

/** The questions and answers of {@code status-table.txt}, which explains itself. */
record StatusTable(List<Row> rows) {

    /** Who asks. */
    enum Asker {
        OWN,
        COLLEAGUE,
        FOREIGN,
        NONE,
        DISABLED,
        WRONG
    }

    /** What is asked for, in the order of the columns. */
    enum Asked {
        CONFIG,
        OWN,
        COLLEAGUE,
        FOREIGN,
        TRASHED,
        ABSENT
    }

    /** One answer. */
    record Cell(Asked asked, int status, boolean changes) {}

    /** All answers to somebody with one verb. */
    record Row(Access access, String verb, Asker asker, List<Cell> cells) {

        Row {
            cells = List.copyOf(cells);
        }

        @Override
        public String toString() {
            return "%s by %s, login %s, restore %s, %s"
                    .formatted(verb, asker, access.login(), access.restoreLogin(), access.ownership())
                    .toLowerCase(Locale.ROOT);
        }
    }

    StatusTable {
        rows = List.copyOf(rows);
    }

    static StatusTable read() {
        try (InputStream file = StatusTable.class.getResourceAsStream("status-table.txt")) {
            return parse(new String(
                    Objects.requireNonNull(file, "status-table.txt").readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StatusTable parse(String text) {
        List<Row> rows = new ArrayList<>();
        Access access = Access.DEFAULT;
        for (String line : text.lines().toList()) {
            if (line.startsWith("## ")) {
                access = access(line.substring(3).split(" ", -1));
            } else if (!line.isBlank() && !line.startsWith("#") && !line.startsWith(" ")) {
                rows.add(row(access, line.split(" +", -1)));
            }
        }
        return new StatusTable(rows);
    }

    private static Access access(String[] settings) {
        return new Access(
                Access.Login.valueOf(value(settings[0], "login")),
                Access.RestoreLogin.valueOf(value(settings[1], "restore-login")),
                Access.Ownership.valueOf(value(settings[2], "ownership")));
    }

    private static String value(String setting, String name) {
        if (!setting.startsWith(name + "=")) {
            throw new IllegalArgumentException(name + " is expected, not " + setting);
        }
        return setting.substring(name.length() + 1).toUpperCase(Locale.ROOT);
    }

    private static Row row(Access access, String[] words) {
        if (words.length != 2 + Asked.values().length) {
            throw new IllegalArgumentException(
                    "a row has a verb, an asker and six answers: " + String.join(" ", words));
        }
        List<Cell> cells = new ArrayList<>();
        Iterator<String> answers = List.of(words).subList(2, words.length).iterator();
        for (Asked asked : Asked.values()) {
            String word = answers.next();
            if (!word.equals("-")) {
                cells.add(new Cell(asked, Integer.parseInt(word.replace("*", "")), word.endsWith("*")));
            }
        }
        return new Row(access, words[0], Asker.valueOf(words[1].toUpperCase(Locale.ROOT)), cells);
    }
}

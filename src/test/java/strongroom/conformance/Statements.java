package strongroom.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements in their order, below their headings. */
record Statements(List<Section> sections) {

    private static final Pattern LINE = Pattern.compile("(?<number>[A-Z]-\\d\\d)  (?<text>\\S.*)");

    Statements {
        sections = List.copyOf(sections);
    }

    record Section(String title, List<Numbered> statements) {

        Section {
            statements = List.copyOf(statements);
        }
    }

    record Numbered(String number, String text) {}

    /** Reads {@code statements.txt}. */
    static Statements read() {
        try (InputStream file = Statements.class.getResourceAsStream("statements.txt")) {
            if (file == null) {
                throw new IllegalStateException("statements.txt is missing");
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads headings ({@code ## Title}), statements and comments ({@code # …}).
     *
     * @throws IllegalArgumentException for any other line, a number given twice, or a statement before the first heading
     */
    static Statements parse(String text) {
        List<Section> sections = new ArrayList<>();
        Set<String> numbers = new TreeSet<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (line.startsWith("## ")) {
                sections.add(new Section(line.substring(3), List.of()));
            } else if (matcher.matches()) {
                Numbered statement = new Numbered(matcher.group("number"), matcher.group("text"));
                if (sections.isEmpty() || !numbers.add(statement.number())) {
                    throw new IllegalArgumentException("no heading above it, or given twice: " + line);
                }
                Section last = sections.removeLast();
                List<Numbered> longer = new ArrayList<>(last.statements());
                longer.add(statement);
                sections.add(new Section(last.title(), longer));
            } else if (!line.isBlank() && !line.startsWith("# ")) {
                throw new IllegalArgumentException("not a statement: " + line);
            }
        }
        return new Statements(sections);
    }

    /** All numbers, sorted. */
    Set<String> numbers() {
        Set<String> numbers = new TreeSet<>();
        sections.forEach(section -> section.statements().forEach(statement -> numbers.add(statement.number())));
        return numbers;
    }
}

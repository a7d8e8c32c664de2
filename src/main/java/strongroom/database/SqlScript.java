package strongroom.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a file of SQL into its statements, since a driver runs one at a time. Knows comments and quotes, so that a semicolon in them
 * ends nothing; it does not know bodies of triggers or functions, which our files do without.
 */
final class SqlScript {

    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private int at;

    private SqlScript(String text) {
        this.text = text;
    }

    /** Returns the statements without comments and semicolons. */
    static List<String> statements(String text) {
        SqlScript script = new SqlScript(text);
        script.split();
        return List.copyOf(script.statements);
    }

    private void split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith("--", at)) {
                at = endOf("\n", at);
            } else if (text.startsWith("/*", at)) {
                at = endOf("*/", at + 2);
                current.append(' ');
            } else if (c == '\'' || c == '"') {
                int end = endOf(String.valueOf(c), at + 1);
                current.append(text, at, end);
                at = end;
            } else if (c == ';') {
                finish();
                at++;
            } else {
                current.append(c);
                at++;
            }
        }
        finish();
    }

    private int endOf(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + (mark.equals("\n") ? 0 : mark.length());
    }

    private void finish() {
        String statement = current.toString().strip();
        current.setLength(0);
        if (!statement.isEmpty()) {
            statements.add(statement);
        }
    }
}

package strongroom.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session at a shell, as a file.
 *
 * <p>A line {@code $ account add anna} is a command without its first word, in words as a shell makes them of quotation marks; lines
 * {@code < secret} after it are its standard input. What it prints follows as it is, standard error with {@code ! } before each line,
 * and {@code exit N} unless it ends with 0. A line {@code @ WORDS} does something else ({@link Session#direct}); a line {@code # WORDS}
 * is a comment. An empty line belongs to nothing; one that was printed is {@code |}.
 */
final class Transcript {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    /** What stands for an empty line that was printed. */
    static final String EMPTY = "|";

    private Transcript() {}

    /** Plays the file again and returns it as it would have to be for nothing to differ. */
    static List<String> played(List<String> file, Session session) {
        List<String> played = new ArrayList<>();
        int next = 0;
        while (next < file.size()) {
            String line = file.get(next++);
            played.add(line);
            if (line.startsWith("@ lines ")) {
                session.direct(List.of(line.substring(2).split(" ", 3)));
            } else if (line.startsWith("@ ")) {
                session.direct(words(line.substring(2)));
            } else if (line.startsWith("$ ")) {
                StringBuilder input = new StringBuilder();
                while (next < file.size() && file.get(next).startsWith("< ")) {
                    input.append(file.get(next).substring(2)).append('\n');
                    played.add(file.get(next++));
                }
                played.addAll(session.run(words(line.substring(2)), input.toString()));
                next = afterOutput(file, next);
            } else if (!line.isEmpty() && !line.startsWith("# ")) {
                throw new IllegalArgumentException("no command stands before: " + line);
            }
        }
        return played;
    }

    /** Splits words as a shell does, as far as quotation marks go. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = -1;
        for (Matcher part = WORD.matcher(line); part.find(); end = part.end()) {
            if (end >= 0 && part.start() > end) {
                words.add(word.toString());
                word.setLength(0);
            }
            word.append(part.group().replaceAll("^(['\"])(.*)\\1$", "$2"));
        }
        if (end >= 0) {
            words.add(word.toString());
        }
        return words;
    }

    private static int afterOutput(List<String> file, int from) {
        int next = from;
        while (next < file.size()
                && !file.get(next).isEmpty()
                && !file.get(next).startsWith("$ ")
                && !file.get(next).startsWith("@ ")
                && !file.get(next).startsWith("# ")) {
            next++;
        }
        return next;
    }
}

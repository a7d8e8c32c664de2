package strongroom.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a command printed on both streams, line by line in the order of the lines' ends. */
final class Printed {

    /** What a line of standard error begins with. */
    static final String NOTE = "! ";

    private final List<String> lines = new ArrayList<>();
    private final Lines out = new Lines("");
    private final Lines err = new Lines(NOTE);

    PrintStream out() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    PrintStream err() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    List<String> lines() {
        out.end();
        err.end();
        return List.copyOf(lines);
    }

    private final class Lines extends OutputStream {

        private final String prefix;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void write(int b) {
            if (b == '\n') {
                add();
            } else {
                line.write(b);
            }
        }

        /** Tables for other programs end their lines as those want it, which no terminal shows. */
        private void add() {
            String text = line.toString(StandardCharsets.UTF_8);
            lines.add(prefix + (text.endsWith("\r") ? text.substring(0, text.length() - 1) : text));
            line.reset();
        }

        /** A prompt ends without a line end. */
        private void end() {
            if (line.size() > 0) {
                add();
            }
        }
    }
}

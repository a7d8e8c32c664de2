package strongroom.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import strongroom.message.Catalogue;
import strongroom.message.Message;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command reads and prints: results on standard output, everything else on standard error.
 *
 * @param interactive whether standard output is a terminal, so that a person sees it at once
 */
record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive, Catalogue catalogue) {

    /** Prints a line of the result. */
    void line(String text) {
        out.println(text);
    }

    /** Prints a message as a line of the result. */
    void line(Message message) {
        out.println(catalogue.render(message));
    }

    /** Prints a message beside the result: a warning, a hint, progress. */
    void note(Message message) {
        err.println(catalogue.render(message));
    }

    /** Prints the result as JSON: objects as maps in their order, lists, texts, numbers, truth values, null. */
    void json(Object result) {
        out.println(Json.MAPPER.writeValueAsString(result));
    }

    /** Prints rows under a head, in columns that line up. */
    void table(List<String> head, List<List<String>> rows) {
        Table.lines(head, rows).forEach(out::println);
    }

    /** Prints rows under a head for spreadsheets and scripts. */
    void csv(List<String> head, List<List<String>> rows) {
        out.print(CsvLines.of(head, rows));
        out.flush();
    }

    /** Created when the first JSON is printed: most commands print none. */
    private static final class Json {
        private static final ObjectMapper MAPPER =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
